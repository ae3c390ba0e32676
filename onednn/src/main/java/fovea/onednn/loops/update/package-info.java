/** Loops that change parameters and running means. */
@NullMarked
package fovea.onednn.loops.update;

import org.jspecify.annotations.NullMarked;
