/** VGG networks. */
@NullMarked
package fovea.zoo.vgg;

import org.jspecify.annotations.NullMarked;
