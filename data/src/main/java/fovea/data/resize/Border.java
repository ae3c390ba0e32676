package fovea.data.resize;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.format.FormatException;
import java.util.Locale;

/** What lies beyond the edges of a picture. */
public enum Border {
  /** Zeros. */
  BLACK,
  /** The mirror image of the picture about its outermost pixels, which are not repeated. */
  REFLECT;

  /**
   * By its name.
   *
   * @throws FormatException if there is no such border
   */
  public static Border of(String name) {
    return switch (name) {
      case "black" -> BLACK;
      case "reflect" -> REFLECT;
      default ->
          throw new FormatException(
              "border",
              "expected black or reflect, found " + FormatException.excerpt(name),
              "Give one of these");
    };
  }

  /** Its name in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where a coordinate beyond an edge is found: from 0 to {@code length - 1}, or -1 for black. */
  public int inside(int coordinate, int length) {
    if (coordinate >= 0 && coordinate < length) {
      return coordinate;
    }
    return switch (this) {
      case BLACK -> -1;
      case REFLECT -> reflected(coordinate, length);
    };
  }

  private static int reflected(int coordinate, int length) {
    if (length == 1) {
      return 0;
    }
    int period = 2 * length - 2;
    int place = Math.floorMod(coordinate, period);
    return place < length ? place : period - place;
  }

  /**
   * A copy of a part of a picture, which may reach beyond its edges or lie outside of them.
   *
   * @param top row of the picture that becomes the first one
   * @param left column of the picture that becomes the first one
   */
  public Picture part(Picture picture, int top, int left, int height, int width) {
    PictureShape shape = picture.shape();
    var part = new Picture(new PictureShape(shape.channels(), height, width));
    // Columns of the part from `from` to `to` lie in the picture.
    int from = Math.clamp(-(long) left, 0, width);
    int to = Math.clamp((long) shape.width() - left, from, width);
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int row = 0; row < height; row++) {
        int source = inside(top + row, shape.height());
        if (source >= 0) {
          int base = (channel * shape.height() + source) * shape.width();
          int target = (channel * height + row) * width;
          if (to > from) {
            System.arraycopy(
                picture.pixels(), base + left + from, part.pixels(), target + from, to - from);
          }
          if (this == REFLECT) {
            reflect(picture, base, left, part.pixels(), target, 0, from);
            reflect(picture, base, left, part.pixels(), target, to, width);
          }
        }
      }
    }
    return part;
  }

  /** Columns of a row of a part from {@code from} to {@code to}, which lie beyond an edge. */
  private static void reflect(
      Picture picture, int base, int left, byte[] part, int target, int from, int to) {
    int width = picture.shape().width();
    for (int column = from; column < to; column++) {
      part[target + column] = picture.pixels()[base + reflected(left + column, width)];
    }
  }
}
