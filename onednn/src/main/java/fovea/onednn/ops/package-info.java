/** Calls for the ops other than convolutions, by family. */
@NullMarked
package fovea.onednn.ops;

import org.jspecify.annotations.NullMarked;
