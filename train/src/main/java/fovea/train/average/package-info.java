/** Averages of the weights that a training goes through, which often test better than the last. */
@NullMarked
package fovea.train.average;

import org.jspecify.annotations.NullMarked;
