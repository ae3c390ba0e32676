package fovea.app.shell;

import fovea.data.pixels.Picture;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/** Pictures of one size beside and below one another, enlarged where they are small. */
final class Tiles {

  private static final int COLORS = 3;
  private static final int LEAST_SIDE = 256;
  private static final int BORDER = 1;

  /** Rows and columns of a tile. */
  private record Size(int height, int width) {}

  private final double[] values;
  private final int count;
  private final int channels;
  private final Size size;

  /**
   * Tiles.
   *
   * @param values brightness from 0 to 1, {@code [tiles, channels, height, width]}
   * @param channels 1 for gray, 3 for color
   */
  private Tiles(double[] values, int channels, Size size) {
    this.values = values;
    this.count = values.length / (channels * size.height() * size.width());
    this.channels = channels;
    this.size = size;
  }

  /** A picture as it is. */
  static BufferedImage of(Picture picture) {
    double[] values = new double[picture.pixels().length];
    Arrays.setAll(values, i -> (picture.pixels()[i] & 0xFF) / 255.0);
    var shape = picture.shape();
    return new Tiles(values, shape.channels(), new Size(shape.height(), shape.width())).draw();
  }

  /** Numbers from their smallest, black, to their largest, white. */
  static BufferedImage of(Tensor tensor) {
    Shape shape = tensor.shape();
    int rank = shape.rank();
    if (rank < 2 || rank > 4 || shape.elements() == 0) {
      throw FoveaException.at(
          "show",
          "expected a tensor [h, w], [c, h, w] or [n, c, h, w], found " + shape,
          "reshape it, or print its values");
    }
    int channels = rank > 2 && shape.dim(-3) == COLORS ? COLORS : 1;
    var size = new Size(shape.dim(-2), shape.dim(-1));
    return new Tiles(scaled(tensor.value()), channels, size).draw();
  }

  private static double[] scaled(HostBuffer buffer) {
    double[] values = buffer.doubles();
    double low = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
    double high = Arrays.stream(values).filter(Double::isFinite).max().orElse(1);
    double range = high > low ? high - low : 1;
    return Arrays.stream(values).map(v -> Math.clamp((v - low) / range, 0, 1)).toArray();
  }

  /** Draws the tiles, a line of gray between them. */
  private BufferedImage draw() {
    int columns = (int) Math.ceil(Math.sqrt(count));
    int rows = Math.ceilDiv(count, columns);
    int scale = Math.max(1, LEAST_SIDE / Math.max(columns * size.width(), rows * size.height()));
    int stepX = size.width() * scale + BORDER;
    int stepY = size.height() * scale + BORDER;
    var image =
        new BufferedImage(
            columns * stepX - BORDER, rows * stepY - BORDER, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int tile = y / stepY * columns + x / stepX;
        boolean border = y % stepY == stepY - BORDER || x % stepX == stepX - BORDER;
        image.setRGB(
            x,
            y,
            border || tile >= count ? 0x808080 : color(tile, y % stepY / scale, x % stepX / scale));
      }
    }
    return image;
  }

  private int color(int tile, int row, int column) {
    int color = 0;
    for (int i = 0; i < COLORS; i++) {
      int channel = channels == COLORS ? i : 0;
      int at = ((tile * channels + channel) * size.height() + row) * size.width() + column;
      color = color << 8 | (int) Math.rint(255 * values[at]);
    }
    return color;
  }
}
