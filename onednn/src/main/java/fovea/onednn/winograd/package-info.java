/**
 * Convolution with 3×3 kernels by fewer multiplications (Lavin &amp; Gray 2015): pictures and
 * results are transformed by machine code of our own, the products in between are oneDNN's.
 */
@NullMarked
package fovea.onednn.winograd;

import org.jspecify.annotations.NullMarked;
