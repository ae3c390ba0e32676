/** Callbacks that watch a score: stopping early, lowering the rate. */
@NullMarked
package fovea.train.callback;

import org.jspecify.annotations.NullMarked;
