/**
 * A user's own pictures: read from files, brought into the form that a model was trained on.
 *
 * <p>{@link fovea.data.picture.PictureFile} reads, {@link fovea.data.picture.Fitting} brings into
 * form.
 */
@NullMarked
package fovea.data.picture;

import org.jspecify.annotations.NullMarked;
