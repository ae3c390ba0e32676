/** Residual networks and their plain twins. */
@NullMarked
package fovea.zoo.resnet;

import org.jspecify.annotations.NullMarked;
