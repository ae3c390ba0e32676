/** Sampling: which examples are drawn, how often and in which order. */
@NullMarked
package fovea.data.sampling;

import org.jspecify.annotations.NullMarked;
