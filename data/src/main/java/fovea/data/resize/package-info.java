/** Resizing of pictures, as Pillow does it. */
@NullMarked
package fovea.data.resize;

import org.jspecify.annotations.NullMarked;
