/** Sums and maxima of rows and of columns of f32 matrices, by machine code. */
@NullMarked
package fovea.onednn.rows;

import org.jspecify.annotations.NullMarked;
