/** What all kinds of augmentations share, and nobody else uses. */
@NullMarked
package fovea.data.augment.internal;

import org.jspecify.annotations.NullMarked;
