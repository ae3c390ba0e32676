/** What a training costs: time by part, memory and energy, measured and estimated. */
@NullMarked
package fovea.train.cost;

import org.jspecify.annotations.NullMarked;
