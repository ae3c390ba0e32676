/** Augmentations that move pixels: flips, crops, shifts and distortions. */
@NullMarked
package fovea.data.augment.geometric;

import org.jspecify.annotations.NullMarked;
