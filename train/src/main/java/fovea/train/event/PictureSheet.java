package fovea.train.event;

import fovea.data.batch.Batch;
import fovea.format.event.SummaryValue;
import fovea.format.png.PngEncoder;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Pictures of a batch side by side. What the network gets is not limited to a range: in each
 * channel, the least value of all is black and the largest full.
 */
final class PictureSheet {
  /** Pixels of a side, about. */
  private static final int SIDE = 1024;

  private static final int COLUMNS = 8;
  private static final int GAP = 2;
  private static final int BETWEEN = 0x808080;

  private final HostBuffer pictures;
  private final Grid grid;

  /**
   * Where pictures stand.
   *
   * @param stride pixels from one that is shown to the next
   * @param width of a picture as it is shown
   * @param height of a picture as it is shown
   */
  private record Grid(int stride, int width, int height, int columns, int rows) {

    static Grid of(Shape pictures) {
      int stride = Math.ceilDiv(Math.max(pictures.dim(2), pictures.dim(3)), SIDE / 2);
      int height = Math.ceilDiv(pictures.dim(2), stride);
      int width = Math.ceilDiv(pictures.dim(3), stride);
      int columns = Math.clamp(SIDE / width, 1, Math.min(COLUMNS, pictures.dim(0)));
      int rows = Math.clamp(SIDE / height, 1, Math.ceilDiv(pictures.dim(0), columns));
      return new Grid(stride, width, height, columns, rows);
    }

    int allWidth() {
      return columns * (width + GAP) - GAP;
    }

    int allHeight() {
      return rows * (height + GAP) - GAP;
    }
  }

  private PictureSheet(HostBuffer pictures) {
    this.pictures = pictures;
    this.grid = Grid.of(pictures.type().shape());
  }

  /** The sheet as an image of that tag; nothing if the examples are no pictures. */
  static List<SummaryValue> of(String tag, Batch batch) {
    Optional<HostBuffer> pictures =
        batch.inputs().values().stream().filter(PictureSheet::isPictures).findFirst();
    return pictures.map(found -> new PictureSheet(found).image(tag)).stream().toList();
  }

  private static boolean isPictures(HostBuffer input) {
    Shape shape = input.type().shape();
    return input.type().dtype().floating()
        && shape.rank() == 4
        && (shape.dim(1) == 1 || shape.dim(1) == 3);
  }

  private SummaryValue image(String tag) {
    int[] pixels = new int[grid.allWidth() * grid.allHeight()];
    Arrays.fill(pixels, BETWEEN);
    int channels = pictures.type().shape().dim(1);
    for (int c = 0; c < channels; c++) {
      paint(pixels, c, channels == 1 ? 0x010101 : 1 << (16 - 8 * c));
    }
    byte[] png = PngEncoder.bytes(grid.allWidth(), pixels, new TreeMap<>());
    return new SummaryValue.Image(tag, grid.allWidth(), grid.allHeight(), channels, png);
  }

  /**
   * Adds one channel.
   *
   * @param unit what a level of 1 adds to a pixel
   */
  private void paint(int[] pixels, int channel, int unit) {
    Shape shape = pictures.type().shape();
    int count = Math.min(shape.dim(0), grid.columns() * grid.rows());
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (int n = 0; n < count; n++) {
      for (int y = 0; y < shape.dim(2); y++) {
        for (int x = 0; x < shape.dim(3); x++) {
          double value = value(n, channel, y, x);
          least = Math.min(least, value);
          largest = Math.max(largest, value);
        }
      }
    }
    double scale = largest > least ? 255 / (largest - least) : 0;
    for (int n = 0; n < count; n++) {
      int left = n % grid.columns() * (grid.width() + GAP);
      int top = n / grid.columns() * (grid.height() + GAP);
      for (int y = 0; y < grid.height(); y++) {
        for (int x = 0; x < grid.width(); x++) {
          double value = value(n, channel, y * grid.stride(), x * grid.stride());
          int at = (top + y) * grid.allWidth() + left + x;
          int before = channel == 0 ? 0 : pixels[at];
          pixels[at] = before + unit * (int) Math.round((value - least) * scale);
        }
      }
    }
  }

  private double value(int n, int c, int y, int x) {
    Shape shape = pictures.type().shape();
    return pictures.at((((long) n * shape.dim(1) + c) * shape.dim(2) + y) * shape.dim(3) + x);
  }
}
