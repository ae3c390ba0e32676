package fovea.data.augment;

import fovea.data.pixels.PictureShape;

/** Mirrors every other picture, left to right. */
public record HorizontalFlip() implements Augment {

  static final String NAME = "horizontal_flip";

  @Override
  public void apply(byte[] from, byte[] to, PictureShape shape, CounterRandom random) {
    if (random.nextInt(2) == 0) {
      System.arraycopy(from, 0, to, 0, from.length);
      return;
    }
    int width = shape.width();
    for (int row = 0; row < from.length; row += width) {
      for (int column = 0; column < width; column++) {
        to[row + column] = from[row + width - 1 - column];
      }
    }
  }
}
