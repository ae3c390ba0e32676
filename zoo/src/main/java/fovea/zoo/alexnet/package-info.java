/** AlexNet, of 2012 and as torchvision has it. */
@NullMarked
package fovea.zoo.alexnet;

import org.jspecify.annotations.NullMarked;
