package fovea.nn.init.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues of a symmetric matrix, the largest first, and unit eigenvectors, one a row; of both
 * directions that whose largest element is positive.
 */
@SuppressWarnings("ArrayRecordComponent") // numbers, never compared as a whole
record SymmetricEigen(double[] values, double[][] vectors) {
  /** Each sweep squares how far the matrix is from diagonal: a few suffice. */
  private static final int SWEEPS = 60;

  /** By rotations that bring one element after the other to 0 (Jacobi 1846). */
  static SymmetricEigen of(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][];
    double[][] rows = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i] = matrix[i].clone();
      rows[i][i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS && !isDiagonal(a); sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, rows, p, q);
        }
      }
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -a[i][i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = new double[n];
    double[][] vectors = new double[n][];
    for (int i = 0; i < n; i++) {
      values[i] = a[order[i]][order[i]];
      vectors[i] = directed(rows[order[i]]);
    }
    return new SymmetricEigen(values, vectors);
  }

  private static boolean isDiagonal(double[][] a) {
    double off = 0;
    double all = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        double square = a[i][j] * a[i][j];
        all += square;
        off += i == j ? 0 : square;
      }
    }
    return off <= 1e-30 * all;
  }

  /** Turns axes p and q so that they no longer mix. */
  private static void rotate(double[][] a, double[][] rows, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double cosine = 1 / Math.hypot(tangent, 1);
    double sine = tangent * cosine;
    for (double[] row : a) {
      double x = row[p];
      double y = row[q];
      row[p] = cosine * x - sine * y;
      row[q] = sine * x + cosine * y;
    }
    turn(a[p], a[q], cosine, sine);
    turn(rows[p], rows[q], cosine, sine);
  }

  private static void turn(double[] first, double[] second, double cosine, double sine) {
    for (int k = 0; k < first.length; k++) {
      double x = first[k];
      double y = second[k];
      first[k] = cosine * x - sine * y;
      second[k] = sine * x + cosine * y;
    }
  }

  private static double[] directed(double[] vector) {
    double largest = 0;
    for (double element : vector) {
      largest = Math.abs(element) > Math.abs(largest) ? element : largest;
    }
    double sign = Math.signum(largest);
    return Arrays.stream(vector).map(element -> element * sign).toArray();
  }
}
