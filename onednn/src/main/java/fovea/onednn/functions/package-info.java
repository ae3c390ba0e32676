/**
 * Elementwise functions in machine code: what loops over arrays compute only after the data have
 * come there, and slowly until they are compiled.
 */
@NullMarked
package fovea.onednn.functions;

import org.jspecify.annotations.NullMarked;
