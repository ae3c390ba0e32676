package fovea.explain.maximize;

import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.util.Arrays;

/**
 * The four pixels around each place of a window, or -1 for what is outside of the picture, and
 * their shares.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ViewCorners(int[] pixels, double[] shares) {

  /** Those of view {@code index} of {@code views}, for pictures {@code [n, c, h, w]}. */
  static ViewCorners of(HostBuffer views, int index, ViewSampling window, Shape pictures) {
    long at = (long) index * View.NUMBERS;
    double cos = views.at(at + 2) * Math.cos(views.at(at + 3));
    double sin = views.at(at + 2) * Math.sin(views.at(at + 3));
    int places = window.height() * window.width();
    var corners = new ViewCorners(new int[4 * places], new double[4 * places]);
    Arrays.fill(corners.pixels, -1);
    for (int place = 0; place < places; place++) {
      int line = place / window.width();
      double down = line - (window.height() - 1) / 2.0;
      double right = place % window.width() - (window.width() - 1) / 2.0;
      double row = views.at(at) + cos * down - sin * right;
      double column = views.at(at + 1) + sin * down + cos * right;
      corners.set(4 * place, row, column, pictures);
    }
    return corners;
  }

  private void set(int at, double row, double column, Shape pictures) {
    int top = (int) Math.floor(row);
    int left = (int) Math.floor(column);
    for (int corner = 0; corner < 4; corner++) {
      int y = top + corner / 2;
      int x = left + corner % 2;
      shares[at + corner] = (1 - Math.abs(row - y)) * (1 - Math.abs(column - x));
      if (y >= 0 && y < pictures.dim(2) && x >= 0 && x < pictures.dim(3)) {
        pixels[at + corner] = y * pictures.dim(3) + x;
      }
    }
  }

  /** The value of a place of the window; the plane of the picture begins at {@code from}. */
  double value(int place, double[] picture, int from, double outside) {
    double sum = 0;
    for (int corner = 4 * place; corner < 4 * place + 4; corner++) {
      int pixel = pixels[corner];
      sum += shares[corner] * (pixel < 0 ? outside : picture[from + pixel]);
    }
    return sum;
  }

  /** Adds what a place of the window has to its pixels. */
  void add(int place, double[] picture, int from, double value) {
    for (int corner = 4 * place; corner < 4 * place + 4; corner++) {
      if (pixels[corner] >= 0) {
        picture[from + pixels[corner]] += shares[corner] * value;
      }
    }
  }
}
