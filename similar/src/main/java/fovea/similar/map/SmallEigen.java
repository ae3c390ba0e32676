package fovea.similar.map;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The eigenvalues of a small symmetric matrix, the largest first, and their vectors, by Jacobi's
 * rotations.
 */
final class SmallEigen {
  private static final int MOST_SWEEPS = 60;

  private final double[] values;
  private final double[][] vectors;

  private SmallEigen(double[] values, double[][] vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  static SmallEigen of(double[][] symmetric) {
    int size = symmetric.length;
    double[][] matrix = new double[size][];
    double[][] turned = new double[size][size];
    for (int i = 0; i < size; i++) {
      matrix[i] = symmetric[i].clone();
      turned[i][i] = 1;
    }
    boolean changed = true;
    for (int sweep = 0; changed && sweep < MOST_SWEEPS; sweep++) {
      changed = false;
      for (int p = 0; p < size; p++) {
        for (int q = p + 1; q < size; q++) {
          changed |= rotate(matrix, turned, p, q);
        }
      }
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -matrix[i][i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = new double[size];
    double[][] vectors = new double[size][];
    for (int i = 0; i < size; i++) {
      values[i] = matrix[order[i]][order[i]];
      vectors[i] = turned[order[i]];
    }
    return new SmallEigen(values, vectors);
  }

  double value(int place) {
    return values[place];
  }

  /** The vector of the length 1 of a value. */
  double[] vector(int place) {
    return vectors[place];
  }

  /** Makes the element at p, q zero; says whether it was none. */
  private static boolean rotate(double[][] a, double[][] turned, int p, int q) {
    if (Math.abs(a[p][q]) <= 1e-15 * Math.sqrt(Math.abs(a[p][p] * a[q][q]))) {
      return false;
    }
    double half = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double tangent = Math.copySign(1, half) / (Math.abs(half) + Math.hypot(half, 1));
    double cosine = 1 / Math.hypot(tangent, 1);
    double sine = tangent * cosine;
    for (double[] row : a) {
      double first = row[p];
      row[p] = cosine * first - sine * row[q];
      row[q] = sine * first + cosine * row[q];
    }
    mix(a, p, q, cosine, sine);
    mix(turned, p, q, cosine, sine);
    return true;
  }

  private static void mix(double[][] rows, int p, int q, double cosine, double sine) {
    for (int k = 0; k < rows.length; k++) {
      double first = rows[p][k];
      rows[p][k] = cosine * first - sine * rows[q][k];
      rows[q][k] = sine * first + cosine * rows[q][k];
    }
  }
}
