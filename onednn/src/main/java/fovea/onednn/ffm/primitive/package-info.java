/** Primitives of oneDNN, one class for each kind. */
@NullMarked
package fovea.onednn.ffm.primitive;

import org.jspecify.annotations.NullMarked;
