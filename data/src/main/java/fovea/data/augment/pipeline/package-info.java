/** Augmentations in order, and the names under which files keep them. */
@NullMarked
package fovea.data.augment.pipeline;

import org.jspecify.annotations.NullMarked;
