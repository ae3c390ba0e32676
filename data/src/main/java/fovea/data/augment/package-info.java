/** Augmentation: random changes of pictures, drawn from counter-based random numbers. */
@NullMarked
package fovea.data.augment;

import org.jspecify.annotations.NullMarked;
