/**
 * A user's photos as a data set: a folder with a sub-folder for each class.
 *
 * <p>{@link fovea.data.photo.PhotoFolders} finds training and validation photos, {@link
 * fovea.data.photo.PhotoFolder} lists those of one folder, {@link fovea.data.photo.PhotoSet} holds
 * them decoded.
 */
@NullMarked
package fovea.data.photo;

import org.jspecify.annotations.NullMarked;
