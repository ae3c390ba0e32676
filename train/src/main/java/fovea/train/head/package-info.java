/** Heads that learn from features to the end, with the penalty that features themselves choose. */
@NullMarked
package fovea.train.head;

import org.jspecify.annotations.NullMarked;
