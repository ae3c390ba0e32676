package fovea.data.augment;

import fovea.data.pixels.DataException;
import fovea.data.pixels.PictureShape;
import java.util.Arrays;

/**
 * Adds a black border and cuts out a part of the old size at random: moves the picture by up to
 * {@code padding} pixels each way.
 *
 * @param padding width of the border in pixels; 4 is customary for CIFAR
 */
public record RandomCrop(int padding) implements Augment {

  static final String NAME = "random_crop";

  /**
   * Checks the width.
   *
   * @throws DataException if it is negative
   */
  public RandomCrop {
    if (padding < 0) {
      throw new DataException(
          NAME, "expected a padding of 0 or more pixels, found " + padding, "Give another one");
    }
  }

  @Override
  public void apply(byte[] from, byte[] to, PictureShape shape, CounterRandom random) {
    int right = random.nextInt(2 * padding + 1) - padding;
    int down = random.nextInt(2 * padding + 1) - padding;
    int width = shape.width();
    int kept = Math.max(0, width - Math.abs(right));
    Arrays.fill(to, (byte) 0);
    if (kept == 0) {
      return;
    }
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int row = 0; row < shape.height(); row++) {
        int source = row - down;
        if (source >= 0 && source < shape.height()) {
          System.arraycopy(
              from,
              (channel * shape.height() + source) * width + Math.max(0, -right),
              to,
              (channel * shape.height() + row) * width + Math.max(0, right),
              kept);
        }
      }
    }
  }
}
