package fovea.explain.top;

import fovea.data.Preprocessing;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Interpolation;
import fovea.data.resize.Resize;

/**
 * Cuts boxes out of what a network takes and of what flows back to it, and scales them.
 *
 * @param preprocessing of the network's input
 * @param size of the longer side, in pixels
 */
record Tiles(Preprocessing preprocessing, int size) {

  /** From this many times the size on, single pixels are what there is to see. */
  private static final int PIXELS = 4;

  /** A part of an input {@code [c, h, w]}. */
  Picture patch(float[] input, FieldBox box) {
    Picture shown = preprocessing.shown(input);
    return scaled(shown.part(box.top(), box.left(), box.height(), box.width()));
  }

  /** A part of signed numbers {@code [c, h, w]}: gray is zero, the largest magnitude 1 or 255. */
  Picture signed(float[] values, FieldBox box) {
    PictureShape whole = preprocessing.input();
    Normalization order = preprocessing.values();
    var part = new Picture(new PictureShape(whole.channels(), box.height(), box.width()));
    float largest = largest(values, box);
    double scale = largest == 0 ? 0 : 127 / (double) largest;
    for (int channel = 0; channel < whole.channels(); channel++) {
      int to = order.order().source(channel, whole.channels()) * box.height() * box.width();
      for (int row = 0; row < box.height(); row++) {
        int from = index(channel, row, box);
        for (int column = 0; column < box.width(); column++) {
          part.pixels()[to++] = (byte) Math.round(128 + values[from + column] * scale);
        }
      }
    }
    return scaled(part);
  }

  private float largest(float[] values, FieldBox box) {
    float largest = 0;
    for (int channel = 0; channel < preprocessing.input().channels(); channel++) {
      for (int row = 0; row < box.height(); row++) {
        int from = index(channel, row, box);
        for (int column = 0; column < box.width(); column++) {
          largest = Math.max(largest, Math.abs(values[from + column]));
        }
      }
    }
    return largest;
  }

  /** Of the first pixel of a row of the box. */
  private int index(int channel, int row, FieldBox box) {
    PictureShape whole = preprocessing.input();
    return (channel * whole.height() + box.top() + row) * whole.width() + box.left();
  }

  private Picture scaled(Picture part) {
    PictureShape shape = part.shape();
    int longer = Math.max(shape.height(), shape.width());
    int height = Math.max(1, Math.round((float) shape.height() * size / longer));
    int width = Math.max(1, Math.round((float) shape.width() * size / longer));
    return longer * PIXELS <= size
        ? enlarged(part, height, width)
        : Resize.scale(part, Interpolation.BILINEAR, height, width);
  }

  private static Picture enlarged(Picture part, int height, int width) {
    PictureShape shape = part.shape();
    var enlarged = new Picture(new PictureShape(shape.channels(), height, width));
    int to = 0;
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          int value =
              part.at(channel, row * shape.height() / height, column * shape.width() / width);
          enlarged.pixels()[to++] = (byte) value;
        }
      }
    }
    return enlarged;
  }
}
