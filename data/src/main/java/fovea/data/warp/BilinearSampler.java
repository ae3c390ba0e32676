package fovea.data.warp;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Border;

/** Reads pictures between their pixels, row by row; the places of a row are shared by channels. */
final class BilinearSampler {

  /** Bits of a weight after the point: two weights and a byte fill an int. */
  private static final int BITS = 11;

  private static final int ONE = 1 << BITS;
  private static final int HALF = 1 << (2 * BITS - 1);
  private static final int OUTSIDE = -1;

  private final Picture picture;
  private final int height;
  private final int width;
  private final float[] x;
  private final float[] y;

  /** Index of the pixel at the upper left of each source, in its channel. */
  private final int[] places;

  private final int[] across;
  private final int[] down;

  private BilinearSampler(Picture picture) {
    this.picture = picture;
    this.height = picture.shape().height();
    this.width = picture.shape().width();
    this.x = new float[width];
    this.y = new float[width];
    this.places = new int[width];
    this.across = new int[width];
    this.down = new int[width];
  }

  static Picture apply(Warp warp, Picture picture, Border border) {
    PictureShape shape = picture.shape();
    var result = new Picture(shape);
    var sampler = new BilinearSampler(picture);
    for (int row = 0; row < shape.height(); row++) {
      warp.row(row, sampler.x, sampler.y);
      switch (border) {
        case BLACK -> sampler.locate();
        case REFLECT -> sampler.locateReflected();
      }
      for (int channel = 0; channel < shape.channels(); channel++) {
        int from = channel * shape.pixels();
        sampler.read(from, result.pixels(), from + row * shape.width());
      }
    }
    return result;
  }

  private void locate() {
    float right = width - 0.5f;
    float bottom = height - 0.5f;
    for (int i = 0; i < width; i++) {
      float atX = x[i];
      float atY = y[i];
      // What is not a number lies outside, too.
      boolean inside = atX >= -0.5f && atX < right && atY >= -0.5f && atY < bottom;
      int place = place(i, atX, atY);
      places[i] = inside ? place : OUTSIDE;
    }
  }

  private void locateReflected() {
    for (int i = 0; i < width; i++) {
      places[i] = place(i, reflected(x[i], width - 1), reflected(y[i], height - 1));
    }
  }

  /** A zigzag between 0 and {@code last}. */
  private static float reflected(float at, int last) {
    float distance = Math.abs(at);
    if (distance <= last) {
      return distance;
    }
    if (last == 0 || !(distance < Integer.MAX_VALUE)) {
      return 0;
    }
    float rest = distance % (2f * last);
    return Math.min(rest, 2f * last - rest);
  }

  /** At the last row and column the neighbor before is the one, with all of the weight. */
  private int place(int i, float atX, float atY) {
    int fixedX = Math.clamp((int) (atX * ONE + 0.5f), 0, (width - 1) << BITS);
    int fixedY = Math.clamp((int) (atY * ONE + 0.5f), 0, (height - 1) << BITS);
    int column = Math.min(fixedX >> BITS, Math.max(width - 2, 0));
    int row = Math.min(fixedY >> BITS, Math.max(height - 2, 0));
    across[i] = fixedX - (column << BITS);
    down[i] = fixedY - (row << BITS);
    return row * width + column;
  }

  private void read(int from, byte[] to, int offset) {
    byte[] pixels = picture.pixels();
    int right = width > 1 ? 1 : 0;
    int below = height > 1 ? width : 0;
    for (int i = 0; i < width; i++) {
      int place = places[i];
      if (place >= 0) {
        int at = from + place;
        int first = pixels[at] & 0xFF;
        int third = pixels[at + below] & 0xFF;
        int upper = (first << BITS) + ((pixels[at + right] & 0xFF) - first) * across[i];
        int lower = (third << BITS) + ((pixels[at + below + right] & 0xFF) - third) * across[i];
        to[offset + i] =
            (byte) (((upper << BITS) + (lower - upper) * down[i] + HALF) >> (2 * BITS));
      }
    }
  }
}
