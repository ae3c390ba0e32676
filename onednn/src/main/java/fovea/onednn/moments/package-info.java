/**
 * Means and variances of channels, for batch normalization in training: oneDNN's sums lose digits
 * where there are many elements.
 */
@NullMarked
package fovea.onednn.moments;

import org.jspecify.annotations.NullMarked;
