/**
 * What goes on inside a network: intermediate values, receptive fields, a summary of all layers.
 */
@NullMarked
package fovea.nn.inspect;

import org.jspecify.annotations.NullMarked;
