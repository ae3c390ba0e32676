/** Sums of losses and metrics, in a plan and over its runs. */
@NullMarked
package fovea.train.counting;

import org.jspecify.annotations.NullMarked;
