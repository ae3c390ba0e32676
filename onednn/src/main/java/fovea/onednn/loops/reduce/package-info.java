/** Loops that sum or compare along axes. */
@NullMarked
package fovea.onednn.loops.reduce;

import org.jspecify.annotations.NullMarked;
