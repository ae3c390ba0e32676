/** Copies of rows and of single elements by machine code. */
@NullMarked
package fovea.onednn.copies;

import org.jspecify.annotations.NullMarked;
