/** Initial values of parameters, and the keyed random numbers that they are drawn from. */
@NullMarked
package fovea.nn.init;

import org.jspecify.annotations.NullMarked;
