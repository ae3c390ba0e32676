/** The contract of augmentation, and the counter-based random numbers that it draws. */
@NullMarked
package fovea.data.augment;

import org.jspecify.annotations.NullMarked;
