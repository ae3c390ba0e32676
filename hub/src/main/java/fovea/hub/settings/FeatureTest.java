package fovea.hub.settings;

import fovea.graph.type.HostBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * How well features tell classes apart: a ridge regression (Hoerl &amp; Kennard 1970) to the
 * classes learns from all photos but one and is asked for that one, for each in turn. That costs no
 * more than one regression (Allen 1974).
 */
final class FeatureTest {

  /** Ridge as a share of the mean square of a photo's features. */
  private static final double RIDGE = 0.1;

  private FeatureTest() {}

  /**
   * Tests features.
   *
   * @param features {@code [n, d]}
   * @param labels of all rows, from 0
   */
  static LabelScores of(HostBuffer features, List<Integer> labels) {
    int n = labels.size();
    double[][] inverse = inverse(ridged(kernel(centered(features, n))));
    int classes = labels.stream().mapToInt(label -> label).max().orElse(0) + 1;
    Double[] losses = new Double[n];
    Boolean[] correct = new Boolean[n];
    for (int i = 0; i < n; i++) {
      double loss = 0;
      int best = 0;
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        double truth = target(labels, i, c);
        double weight = 0;
        for (int j = 0; j < n; j++) {
          weight += inverse[i][j] * target(labels, j, c);
        }
        double residual = weight / inverse[i][i];
        loss += residual * residual;
        if (truth - residual > largest) {
          largest = truth - residual;
          best = c;
        }
      }
      losses[i] = loss;
      correct[i] = best == labels.get(i);
    }
    return new LabelScores(List.of(losses), List.of(correct));
  }

  private static double target(List<Integer> labels, int row, int label) {
    return labels.get(row) == label ? 1 : 0;
  }

  /** Features with the mean 0 over all photos. */
  private static double[][] centered(HostBuffer features, int n) {
    double[][] rows = new double[n][];
    Arrays.setAll(rows, i -> Rows.row(features, i));
    for (int c = 0; c < rows[0].length; c++) {
      double mean = 0;
      for (double[] row : rows) {
        mean += row[c] / n;
      }
      for (double[] row : rows) {
        row[c] -= mean;
      }
    }
    return rows;
  }

  /** Products of all pairs of rows, in units of their mean square; 1 more is the constant. */
  private static double[][] kernel(double[][] rows) {
    int n = rows.length;
    double[][] kernel = new double[n][n];
    double trace = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double product = 0;
        for (int c = 0; c < rows[i].length; c++) {
          product += rows[i][c] * rows[j][c];
        }
        kernel[i][j] = product;
        kernel[j][i] = product;
      }
      trace += kernel[i][i];
    }
    double scale = trace > 0 ? n / trace : 1;
    for (double[] row : kernel) {
      for (int j = 0; j < n; j++) {
        row[j] = row[j] * scale + 1;
      }
    }
    return kernel;
  }

  private static double[][] ridged(double[][] kernel) {
    for (int i = 0; i < kernel.length; i++) {
      kernel[i][i] += RIDGE;
    }
    return kernel;
  }

  /** By Gauss and Jordan; the matrix is symmetric and positive definite, which needs no pivots. */
  private static double[][] inverse(double[][] matrix) {
    int n = matrix.length;
    for (int k = 0; k < n; k++) {
      double pivot = matrix[k][k];
      matrix[k][k] = 1;
      for (int j = 0; j < n; j++) {
        matrix[k][j] /= pivot;
      }
      for (int i = 0; i < n; i++) {
        if (i != k) {
          double factor = matrix[i][k];
          matrix[i][k] = 0;
          for (int j = 0; j < n; j++) {
            matrix[i][j] -= factor * matrix[k][j];
          }
        }
      }
    }
    return matrix;
  }
}
