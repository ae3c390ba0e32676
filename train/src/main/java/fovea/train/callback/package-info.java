/** Callbacks: stopping early and lowering the rate, by a score that is watched; snapshots. */
@NullMarked
package fovea.train.callback;

import org.jspecify.annotations.NullMarked;
