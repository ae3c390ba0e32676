/**
 * Labelled pictures and the way they take into a network: {@link fovea.data.PictureSet}, {@link
 * fovea.data.Preprocessing}, {@link fovea.data.augment.Augment}, {@link fovea.data.DataLoader}.
 *
 * <p>Pictures are bytes, {@code [c, h, w]}, until {@link fovea.data.PixelNormalizer} makes floats
 * of them.
 */
@NullMarked
package fovea.data;

import org.jspecify.annotations.NullMarked;
