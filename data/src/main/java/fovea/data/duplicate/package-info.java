/** Pictures that show the same: copies, and copies that were re-encoded, scaled or cut. */
@NullMarked
package fovea.data.duplicate;

import org.jspecify.annotations.NullMarked;
