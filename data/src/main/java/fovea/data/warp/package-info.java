/** Pictures bent by a function of their coordinates: affine, projective and elastic. */
@NullMarked
package fovea.data.warp;

import org.jspecify.annotations.NullMarked;
