/**
 * Gradients of convolutions' weights in bf16 by machine code of our own: the sum, over all pixels,
 * of products of two of them at a time. Kernels of libraries bring pixels into pairs on their way;
 * these do it once for each part that fits into the cache, while the next part is fetched.
 */
@NullMarked
package fovea.onednn.weightgradient;

import org.jspecify.annotations.NullMarked;
