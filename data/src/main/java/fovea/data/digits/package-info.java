/** Digits drawn by the program: strokes, warped and inked like handwriting. */
@NullMarked
package fovea.data.digits;

import org.jspecify.annotations.NullMarked;
