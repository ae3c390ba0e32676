package fovea.explain.top;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.explain.attribution.Magnitudes;

/**
 * Signed numbers with the shape of a picture.
 *
 * @param shape {@code [c, h, w]}
 * @param values channel by channel, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SignedPlanes(PictureShape shape, float[] values) {

  /** A part of {@code values} of the shape {@code whole}. */
  static SignedPlanes of(float[] values, PictureShape whole, FieldBox box) {
    var shape = new PictureShape(whole.channels(), box.height(), box.width());
    float[] part = new float[shape.values()];
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int row = 0; row < box.height(); row++) {
        int from = (channel * whole.height() + box.top() + row) * whole.width() + box.left();
        int to = (channel * box.height() + row) * box.width();
        System.arraycopy(values, from, part, to, box.width());
      }
    }
    return new SignedPlanes(shape, part);
  }

  /** At a smaller size: each number is the mean of those in its place. */
  SignedPlanes reduced(PictureShape smaller) {
    float[] reduced = new float[smaller.values()];
    int to = 0;
    for (int channel = 0; channel < smaller.channels(); channel++) {
      for (int row = 0; row < smaller.height(); row++) {
        int top = row * shape.height() / smaller.height();
        int bottom = (row + 1) * shape.height() / smaller.height();
        for (int column = 0; column < smaller.width(); column++) {
          int left = column * shape.width() / smaller.width();
          int right = (column + 1) * shape.width() / smaller.width();
          reduced[to++] = mean(channel, new FieldBox(top, left, bottom - top, right - left));
        }
      }
    }
    return new SignedPlanes(smaller, reduced);
  }

  private float mean(int channel, FieldBox box) {
    double sum = 0;
    for (int row = box.top(); row < box.top() + box.height(); row++) {
      int from = (channel * shape.height() + row) * shape.width() + box.left();
      for (int i = 0; i < box.width(); i++) {
        sum += values[from + i];
      }
    }
    return (float) (sum / ((double) box.height() * box.width()));
  }

  /** Zero as gray, the largest magnitudes as black and white. */
  Picture picture() {
    var picture = new Picture(shape);
    float largest = Magnitudes.usual(values);
    double scale = largest == 0 ? 0 : 127 / (double) largest;
    for (int i = 0; i < values.length; i++) {
      picture.pixels()[i] = (byte) Math.clamp(Math.round(128 + values[i] * scale), 1, 255);
    }
    return picture;
  }
}
