/**
 * Fovea side by side with other libraries: rounds of the same work, ratios, share of the ceiling.
 */
@NullMarked
package fovea.bench.compare;

import org.jspecify.annotations.NullMarked;
