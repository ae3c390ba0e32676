/** Activation functions as layers. */
@NullMarked
package fovea.nn.activation;

import org.jspecify.annotations.NullMarked;
