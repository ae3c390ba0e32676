/** Metrics: what is counted in a batch, and the scores that come of it. */
@NullMarked
package fovea.train.metric;

import org.jspecify.annotations.NullMarked;
