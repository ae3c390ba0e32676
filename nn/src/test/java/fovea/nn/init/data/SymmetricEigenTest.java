package fovea.nn.init.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {

  @Test
  void ofTwoByTwo() {
    SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{2, 1}, {1, 2}});
    double root = Math.sqrt(0.5);
    assertArrayEquals(new double[] {3, 1}, eigen.values(), 1e-15);
    assertArrayEquals(new double[] {root, root}, eigen.vectors()[0], 1e-15);
    assertEquals(0, eigen.vectors()[1][0] + eigen.vectors()[1][1], 1e-15);
  }

  /** Second differences with fixed ends: 2 - 2 cos(k π / (n + 1)). */
  @Test
  void ofAChain() {
    int n = 25;
    double[][] chain = new double[n][n];
    for (int i = 0; i < n; i++) {
      chain[i][i] = 2;
      if (i > 0) {
        chain[i][i - 1] = -1;
        chain[i - 1][i] = -1;
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(chain);
    for (int k = 0; k < n; k++) {
      assertEquals(2 - 2 * Math.cos((n - k) * Math.PI / (n + 1)), eigen.values()[k], 1e-13);
    }
  }

  @Test
  void ofWhatIsDiagonalAlready() {
    SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{1, 0, 0}, {0, 0, 0}, {0, 0, 5}});
    assertArrayEquals(new double[] {5, 1, 0}, eigen.values());
    assertArrayEquals(new double[] {0, 0, 1}, eigen.vectors()[0]);
  }

  @Test
  void vectorsAreOrthonormalAndMakeUpTheMatrix() {
    var random = new SplittableRandom(3);
    int n = 40;
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = random.nextDouble(-1, 1);
        matrix[j][i] = matrix[i][j];
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(matrix);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double product = 0;
        double element = 0;
        for (int k = 0; k < n; k++) {
          product += eigen.vectors()[i][k] * eigen.vectors()[j][k];
          element += eigen.values()[k] * eigen.vectors()[k][i] * eigen.vectors()[k][j];
        }
        assertEquals(i == j ? 1 : 0, product, 1e-12);
        assertEquals(matrix[i][j], element, 1e-12);
      }
    }
  }
}
