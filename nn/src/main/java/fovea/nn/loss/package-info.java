/** Losses: one number for how far outputs are from their targets. */
@NullMarked
package fovea.nn.loss;

import org.jspecify.annotations.NullMarked;
