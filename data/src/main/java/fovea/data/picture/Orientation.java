package fovea.data.picture;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;

/**
 * How a camera was held, from the Exif block of a file: tag 0x0112, whose value is 1 for upright.
 *
 * @param transposed rows and columns are exchanged, first of all
 * @param mirrored left and right are exchanged
 * @param upsideDown top and bottom are exchanged
 */
record Orientation(boolean transposed, boolean mirrored, boolean upsideDown) {

  static final Orientation UPRIGHT = new Orientation(false, false, false);

  /** What a TIFF structure notes; upright if it cannot be understood. */
  static Orientation of(byte[] exif) {
    return of(TiffTags.of(exif));
  }

  static Orientation of(TiffTags tags) {
    return ofTag((int) tags.first(TiffTags.ORIENTATION, 1));
  }

  private static Orientation ofTag(int value) {
    return switch (value) {
      case 2 -> new Orientation(false, true, false);
      case 3 -> new Orientation(false, true, true);
      case 4 -> new Orientation(false, false, true);
      case 5 -> new Orientation(true, false, false);
      case 6 -> new Orientation(true, true, false);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, false, true);
      default -> UPRIGHT;
    };
  }

  /** The picture as it was seen. */
  Picture upright(Picture picture) {
    if (equals(UPRIGHT)) {
      return picture;
    }
    PictureShape shape = picture.shape();
    int height = transposed ? shape.width() : shape.height();
    int width = transposed ? shape.height() : shape.width();
    var turned = new Picture(new PictureShape(shape.channels(), height, width));
    int to = 0;
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          int y = upsideDown ? height - 1 - row : row;
          int x = mirrored ? width - 1 - column : column;
          turned.pixels()[to++] =
              (byte) (transposed ? picture.at(channel, x, y) : picture.at(channel, y, x));
        }
      }
    }
    return turned;
  }
}
