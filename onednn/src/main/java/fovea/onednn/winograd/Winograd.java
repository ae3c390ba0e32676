package fovea.onednn.winograd;

import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.DataType;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The matrices of Winograd's minimal filtering for 3×3 kernels (Lavin &amp; Gray 2015). Each is
 * applied to the columns of a tile, then to its rows.
 */
final class Winograd {
  /** F(4×4, 3×3): 36 multiplications for 16 results instead of 144. */
  static final Winograd FOUR =
      new Winograd(
          new double[][] {
            {4, 0, -5, 0, 1, 0},
            {0, -4, -4, 1, 1, 0},
            {0, 4, -4, -1, 1, 0},
            {0, -2, -1, 2, 1, 0},
            {0, 2, -1, -2, 1, 0},
            {0, 4, 0, -5, 0, 1}
          },
          new double[][] {
            {1 / 4.0, 0, 0},
            {-1 / 6.0, -1 / 6.0, -1 / 6.0},
            {-1 / 6.0, 1 / 6.0, -1 / 6.0},
            {1 / 24.0, 1 / 12.0, 1 / 6.0},
            {1 / 24.0, -1 / 12.0, 1 / 6.0},
            {0, 0, 1}
          },
          new double[][] {
            {1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, -1, 8, -8, 1}
          });

  /** F(2×2, 3×3): 16 for 4 results instead of 36. */
  static final Winograd TWO =
      new Winograd(
          new double[][] {{1, 0, -1, 0}, {0, 1, 1, 0}, {0, -1, 1, 0}, {0, 1, 0, -1}},
          new double[][] {{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0, 0, 1}},
          new double[][] {{1, 1, 1, 0}, {0, 1, -1, -1}});

  private final double[][] input;
  private final double[][] weight;
  private final double[][] output;

  private Winograd(double[][] input, double[][] weight, double[][] output) {
    this.input = input;
    this.weight = weight;
    this.output = output;
  }

  /**
   * The method for transformed tiles of a type: what bf16 rounds off is a four hundredth of a
   * result by tiles of 2, where transformed tiles are sums of four numbers, but a fiftieth by tiles
   * of 4.
   */
  static Winograd of(DataType transformed) {
    return transformed == DataType.F32 ? FOUR : TWO;
  }

  /** Results of a tile along one axis. */
  int step() {
    return output.length;
  }

  /** Elements of a tile along one axis: two more than results. */
  int tile() {
    return input.length;
  }

  /** Elements of a tile, and products. */
  int products() {
    return tile() * tile();
  }

  /** From the elements of a tile to the transformed tile. */
  double[][] input() {
    return input;
  }

  /**
   * From the elements of a kernel to the transformed kernel.
   *
   * @param rotated whether the kernel is rotated by half a turn before, as the gradient of the
   *     input wants it
   */
  double[][] weight(boolean rotated) {
    return rotated
        ? Arrays.stream(weight)
            .map(row -> new double[] {row[2], row[1], row[0]})
            .toArray(double[][]::new)
        : weight;
  }

  /** From products to results. */
  double[][] output() {
    return output;
  }

  /** The matrix with rows for columns, by which gradients go back. */
  static double[][] transposed(double[][] matrix) {
    return IntStream.range(0, matrix[0].length)
        .mapToObj(column -> Arrays.stream(matrix).mapToDouble(row -> row[column]).toArray())
        .toArray(double[][]::new);
  }

  /** How many tiles cover {@code results} along one axis. */
  int tiles(int results) {
    return (results + step() - 1) / step();
  }

  /** The name in plans of what is done by vectors of a width. */
  String label(Vectors vectors) {
    return String.format(Locale.ROOT, "winograd %1$dx%1$d:%2$s", step(), vectors.label());
  }
}
