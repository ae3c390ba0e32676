/** Attribution by hiding parts of the picture, for any network, with or without gradients. */
@NullMarked
package fovea.explain.occlusion;

import org.jspecify.annotations.NullMarked;
