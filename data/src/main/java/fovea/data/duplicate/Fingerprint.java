package fovea.data.duplicate;

import fovea.data.photo.PixelDigest;
import fovea.data.pixels.CropBox;
import fovea.data.pixels.Picture;
import fovea.data.resize.Interpolation;
import fovea.data.resize.Resize;
import java.util.List;

/**
 * What tells whether two pictures show the same: a digest of the pixels, and small views of the
 * whole, of middles and of corners, so that a picture whose edges were cut is like one of these
 * views of the other. It takes some 15 kB.
 */
public final class Fingerprint {

  /** Side of the square that views are cut from. */
  private static final int SIDE = 160;

  /** 2.5 % of the side. */
  private static final int STEP = SIDE / 40;

  /** The whole; without 2.5, 5 and 7.5 % on each side; without 5 % on two sides. */
  private static final List<CropBox> BOXES =
      List.of(
          middle(0),
          middle(1),
          middle(2),
          middle(3),
          corner(0, 0),
          corner(0, 2),
          corner(2, 0),
          corner(2, 2));

  private final PixelDigest digest;
  private final List<PictureView> views;

  private Fingerprint(PixelDigest digest, List<PictureView> views) {
    this.digest = digest;
    this.views = views;
  }

  /** That of a picture with one channel or three. */
  public static Fingerprint of(Picture picture) {
    Picture square = Resize.scale(picture.channels(3), Interpolation.BILINEAR, SIDE, SIDE);
    return new Fingerprint(
        PixelDigest.of(picture), BOXES.stream().map(box -> PictureView.of(square, box)).toList());
  }

  /** All pixels. */
  PixelDigest digest() {
    return digest;
  }

  /** The whole first. */
  List<PictureView> views() {
    return views;
  }

  /** The whole. */
  PictureView whole() {
    return views.getFirst();
  }

  private static CropBox middle(int steps) {
    return new CropBox(
        steps * STEP, steps * STEP, SIDE - 2 * steps * STEP, SIDE - 2 * steps * STEP);
  }

  private static CropBox corner(int top, int left) {
    return new CropBox(top * STEP, left * STEP, SIDE - 2 * STEP, SIDE - 2 * STEP);
  }
}
