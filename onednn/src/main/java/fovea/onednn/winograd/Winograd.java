package fovea.onednn.winograd;

import fovea.onednn.code.Vectors;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The matrices of Winograd's minimal filtering F(4×4, 3×3) (Lavin & Gray 2015): 36 multiplications
 * for 16 results instead of 144. Each is applied to the columns of a tile, then to its rows.
 */
final class Winograd {
  /** Results of a tile along one axis. */
  static final int STEP = 4;

  /** Elements of a tile along one axis: {@code STEP + 2}. */
  static final int TILE = 6;

  /** Elements of a tile, and products. */
  static final int PRODUCTS = TILE * TILE;

  static final double[][] INPUT = {
    {4, 0, -5, 0, 1, 0},
    {0, -4, -4, 1, 1, 0},
    {0, 4, -4, -1, 1, 0},
    {0, -2, -1, 2, 1, 0},
    {0, 2, -1, -2, 1, 0},
    {0, 4, 0, -5, 0, 1}
  };
  private static final double[][] WEIGHT = {
    {1 / 4.0, 0, 0},
    {-1 / 6.0, -1 / 6.0, -1 / 6.0},
    {-1 / 6.0, 1 / 6.0, -1 / 6.0},
    {1 / 24.0, 1 / 12.0, 1 / 6.0},
    {1 / 24.0, -1 / 12.0, 1 / 6.0},
    {0, 0, 1}
  };
  static final double[][] OUTPUT = {
    {1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, -1, 8, -8, 1}
  };

  private Winograd() {}

  /** The name in plans of what is done by vectors of a width. */
  static String label(Vectors vectors) {
    return "winograd 4x4:" + vectors.label();
  }

  /** The matrix with rows for columns, by which gradients go back. */
  static double[][] transposed(double[][] matrix) {
    return IntStream.range(0, matrix[0].length)
        .mapToObj(column -> Arrays.stream(matrix).mapToDouble(row -> row[column]).toArray())
        .toArray(double[][]::new);
  }

  /**
   * From the elements of a kernel to its factors.
   *
   * @param turned whether the kernel is to be turned by half a turn before, as the gradient of the
   *     input wants it
   */
  static double[][] weight(boolean turned) {
    return turned
        ? Arrays.stream(WEIGHT)
            .map(row -> new double[] {row[2], row[1], row[0]})
            .toArray(double[][]::new)
        : WEIGHT;
  }

  /** How many tiles cover {@code results} along one axis. */
  static int tiles(int results) {
    return (results + STEP - 1) / STEP;
  }
}
