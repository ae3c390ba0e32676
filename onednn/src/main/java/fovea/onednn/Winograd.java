package fovea.onednn;

import fovea.graph.HostBuffer;
import fovea.graph.Shape;
import fovea.graph.TensorType;

/**
 * The matrices of Winograd's minimal filtering F(4×4, 3×3) (Lavin & Gray 2015): 36 multiplications
 * for 16 results instead of 144. Each is the Kronecker square of its one-dimensional form, so that
 * it takes a tile as one column.
 */
final class Winograd {
  /** Results of a tile along one axis. */
  static final int STEP = 4;

  /** Elements of a tile along one axis: {@code STEP + 2}. */
  static final int TILE = 6;

  /** Elements of a tile, and products. */
  static final int PRODUCTS = TILE * TILE;

  /** Results of a tile. */
  static final int RESULTS = STEP * STEP;

  private static final double[][] INPUT = {
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
  private static final double[][] OUTPUT = {
    {1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, -1, 8, -8, 1}
  };

  private Winograd() {}

  /** From the 36 elements of a tile to its 36 factors. */
  static HostBuffer input() {
    return square(INPUT);
  }

  /** From the 9 elements of a kernel to its 36 factors. */
  static HostBuffer weight() {
    return square(WEIGHT);
  }

  /** The same for the kernel turned by half a turn, as the gradient of the input wants it. */
  static HostBuffer turnedWeight() {
    double[][] turned = new double[WEIGHT.length][];
    for (int i = 0; i < turned.length; i++) {
      turned[i] = new double[] {WEIGHT[i][2], WEIGHT[i][1], WEIGHT[i][0]};
    }
    return square(turned);
  }

  /** From the 36 products of a tile to its 16 results. */
  static HostBuffer output() {
    return square(OUTPUT);
  }

  private static HostBuffer square(double[][] one) {
    int rows = one.length;
    int columns = one[0].length;
    double[] values = new double[rows * rows * columns * columns];
    int at = 0;
    for (int i = 0; i < rows * rows; i++) {
      for (int j = 0; j < columns * columns; j++) {
        values[at++] = one[i / rows][j / columns] * one[i % rows][j % columns];
      }
    }
    return HostBuffer.of(TensorType.f32(rows * rows, columns * columns), values);
  }

  /** How many tiles cover {@code results} along one axis. */
  static int tiles(int results) {
    return (results + STEP - 1) / STEP;
  }

  /** How many tiles of {@code shape}, {@code [n, c, h, w]}, there are in all. */
  static long tiles(Shape shape) {
    return (long) shape.dim(0) * tiles(shape.dim(2)) * tiles(shape.dim(3));
  }
}
