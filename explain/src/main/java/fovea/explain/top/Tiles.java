package fovea.explain.top;

import fovea.data.Preprocessing;
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

  /**
   * A part of signed numbers {@code [c, h, w]}, scaled down where it is large: gray is zero, the
   * largest magnitudes are black or white.
   */
  Picture signed(float[] values, FieldBox box) {
    SignedPlanes part = SignedPlanes.of(values, preprocessing.input(), box);
    PictureShape fitted = fitted(part.shape());
    boolean smaller = fitted.height() < box.height();
    Picture picture = (smaller ? part.reduced(fitted) : part).picture();
    return scaled(ordered(picture));
  }

  /** With the channels in the order of pictures. */
  private Picture ordered(Picture picture) {
    PictureShape shape = picture.shape();
    var ordered = new Picture(shape);
    for (int channel = 0; channel < shape.channels(); channel++) {
      int to = preprocessing.values().order().source(channel, shape.channels()) * shape.pixels();
      System.arraycopy(
          picture.pixels(), channel * shape.pixels(), ordered.pixels(), to, shape.pixels());
    }
    return ordered;
  }

  /** The size of a part as a tile. */
  private PictureShape fitted(PictureShape part) {
    int longer = Math.max(part.height(), part.width());
    int height = Math.max(1, Math.round((float) part.height() * size / longer));
    int width = Math.max(1, Math.round((float) part.width() * size / longer));
    return new PictureShape(part.channels(), height, width);
  }

  private Picture scaled(Picture part) {
    PictureShape fitted = fitted(part.shape());
    int longer = Math.max(part.shape().height(), part.shape().width());
    return longer * PIXELS <= size
        ? enlarged(part, fitted)
        : Resize.scale(part, Interpolation.BILINEAR, fitted.height(), fitted.width());
  }

  private static Picture enlarged(Picture part, PictureShape fitted) {
    PictureShape shape = part.shape();
    var enlarged = new Picture(fitted);
    int to = 0;
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int row = 0; row < fitted.height(); row++) {
        int y = row * shape.height() / fitted.height();
        for (int column = 0; column < fitted.width(); column++) {
          int value = part.at(channel, y, column * shape.width() / fitted.width());
          enlarged.pixels()[to++] = (byte) value;
        }
      }
    }
    return enlarged;
  }
}
