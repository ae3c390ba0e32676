package fovea.explain.parametrization;

import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;

/**
 * Colors as they vary together in photos: three numbers that do not depend on each other make red,
 * green and blue by a matrix that was found on ImageNet (Olah et al. 2017).
 */
final class DecorrelatedColors {
  private static final double[][] FOUND = {
    {0.26, 0.09, 0.02}, {0.27, 0.00, -0.05}, {0.27, -0.09, 0.03}
  };

  private DecorrelatedColors() {}

  /** The matrix, divided by the length of its longest column: rows are red, green and blue. */
  static double[][] matrix() {
    double longest = 0;
    for (int column = 0; column < 3; column++) {
      double square = 0;
      for (double[] row : FOUND) {
        square += row[column] * row[column];
      }
      longest = Math.max(longest, Math.sqrt(square));
    }
    double[][] matrix = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        matrix[row][column] = FOUND[row][column] / longest;
      }
    }
    return matrix;
  }

  /** Values of any size {@code [n, c, h, w]} as pictures from 0 to 1; only three channels mix. */
  static Tensor pictures(Tensor values) {
    return (values.shape().dim(1) == 3 ? mixed(values) : values).sigmoid();
  }

  /** Red, green and blue {@code [1, 3, h, w]}, gray being 0, as numbers that do not depend. */
  static HostBuffer apart(HostBuffer colors) {
    double[][] inverse = inverse(matrix());
    HostBuffer apart = HostBuffer.allocate(colors.type());
    long places = colors.type().shape().elements() / 3;
    for (long place = 0; place < places; place++) {
      for (int row = 0; row < 3; row++) {
        double sum = 0;
        for (int column = 0; column < 3; column++) {
          sum += inverse[row][column] * colors.at(column * places + place);
        }
        apart.set(row * places + place, sum);
      }
    }
    return apart;
  }

  /** By cofactors, which are cyclic for three rows. */
  private static double[][] inverse(double[][] m) {
    double[][] inverse = new double[3][3];
    double determinant = 0;
    for (int i = 0; i < 3; i++) {
      determinant += m[0][i] * cofactor(m, 0, i);
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        inverse[j][i] = cofactor(m, i, j) / determinant;
      }
    }
    return inverse;
  }

  private static double cofactor(double[][] m, int row, int column) {
    double[] next = m[(row + 1) % 3];
    double[] last = m[(row + 2) % 3];
    int right = (column + 1) % 3;
    int far = (column + 2) % 3;
    return next[right] * last[far] - next[far] * last[right];
  }

  private static Tensor mixed(Tensor values) {
    double[] weights = new double[9];
    for (int i = 0; i < 9; i++) {
      weights[i] = matrix()[i / 3][i % 3];
    }
    return values.conv2d(
        Tensor.of(HostBuffer.of(values.type().with(Shape.of(3, 3, 1, 1)), weights)));
  }
}
