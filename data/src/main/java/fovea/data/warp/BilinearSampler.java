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
  private final double[] x;
  private final double[] y;

  /** Index of the pixel at the upper left of each source, in its channel. */
  private final int[] places;

  private final int[] across;
  private final int[] down;

  private BilinearSampler(Picture picture) {
    this.picture = picture;
    this.height = picture.shape().height();
    this.width = picture.shape().width();
    this.x = new double[width];
    this.y = new double[width];
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
    double right = width - 0.5;
    double bottom = height - 0.5;
    for (int i = 0; i < width; i++) {
      double atX = x[i];
      double atY = y[i];
      // Written so that what is not a number lies outside, too.
      if (atX >= -0.5 && atX < right && atY >= -0.5 && atY < bottom) {
        place(i, Math.clamp(atX, 0, width - 1.0), Math.clamp(atY, 0, height - 1.0));
      } else {
        places[i] = OUTSIDE;
      }
    }
  }

  private void locateReflected() {
    for (int i = 0; i < width; i++) {
      place(i, reflected(x[i], width - 1), reflected(y[i], height - 1));
    }
  }

  /** A zigzag between 0 and {@code last}. */
  private static double reflected(double at, int last) {
    double distance = Math.abs(at);
    if (distance <= last) {
      return distance;
    }
    if (last == 0 || !(distance < Integer.MAX_VALUE)) {
      return 0;
    }
    double rest = distance % (2.0 * last);
    return Math.min(rest, 2.0 * last - rest);
  }

  /** At the last row and column the neighbor before is the one, with all of the weight. */
  private void place(int i, double atX, double atY) {
    int column = Math.min((int) atX, Math.max(width - 2, 0));
    int row = Math.min((int) atY, Math.max(height - 2, 0));
    places[i] = row * width + column;
    across[i] = (int) ((atX - column) * ONE + 0.5);
    down[i] = (int) ((atY - row) * ONE + 0.5);
  }

  private void read(int from, byte[] to, int offset) {
    byte[] pixels = picture.pixels();
    int right = width > 1 ? 1 : 0;
    int below = height > 1 ? width : 0;
    for (int i = 0; i < width; i++) {
      int place = places[i];
      if (place >= 0) {
        int at = from + place;
        int a = across[i];
        int d = down[i];
        int upper = (pixels[at] & 0xFF) * (ONE - a) + (pixels[at + right] & 0xFF) * a;
        int lower =
            (pixels[at + below] & 0xFF) * (ONE - a) + (pixels[at + below + right] & 0xFF) * a;
        to[offset + i] = (byte) ((upper * (ONE - d) + lower * d + HALF) >> (2 * BITS));
      }
    }
  }
}
