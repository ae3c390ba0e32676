/** Data sets, decoding of pictures, augmentation, splits and batches. */
@NullMarked
package fovea.data;

import org.jspecify.annotations.NullMarked;
