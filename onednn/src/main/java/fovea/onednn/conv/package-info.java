/** Convolutions: their algorithms, the choice between them, and the calls. */
@NullMarked
package fovea.onednn.conv;

import org.jspecify.annotations.NullMarked;
