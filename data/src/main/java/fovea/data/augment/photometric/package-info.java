/**
 * Augmentations that change the values of pixels and leave them where they are: brightness and
 * color, sharpness, noise, and parts that are erased.
 */
@NullMarked
package fovea.data.augment.photometric;

import org.jspecify.annotations.NullMarked;
