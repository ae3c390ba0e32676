package fovea.similar.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.Preprocessing;
import fovea.graph.type.FoveaException;
import fovea.similar.IndexCard;
import fovea.similar.IndexWriter;
import fovea.similar.PictureIndex;
import fovea.similar.VectorLayer;
import fovea.similar.VectorType;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plane is the one that shows the most, and says how much that is. */
class EmbeddingMapTest {

  @TempDir private Path folder;

  /** Normal numbers, of other variance along each axis of a turned system. */
  private static float[][] stretched(int count, double... deviations) {
    var random = new Random(5);
    int dimension = deviations.length;
    float[][] vectors = new float[count][dimension];
    for (float[] vector : vectors) {
      double[] plain = new double[dimension];
      for (int k = 0; k < dimension; k++) {
        plain[k] = deviations[k] * random.nextGaussian();
      }
      for (int k = 0; k < dimension; k++) {
        // A reflection at the plane across (1, 1, …): orthogonal, and mixes all elements.
        double sum = 0;
        for (double element : plain) {
          sum += element;
        }
        vector[k] = (float) (plain[k] - 2 * sum / dimension + 3);
      }
    }
    return vectors;
  }

  @Test
  void axesAreThoseOfTheWholeCovariance() {
    float[][] vectors = stretched(400, 0.5, 3, 1, 2, 0.7, 0.2, 0.9, 1.1, 0.4, 0.3, 1.2, 0.1);
    PrincipalAxes axes = PrincipalAxes.of(vectors);
    SmallEigen plain = SmallEigen.of(covariance(vectors));
    double all = 0;
    for (int i = 0; i < 12; i++) {
      all += plain.value(i);
    }
    for (int axis = 0; axis < 2; axis++) {
      assertEquals(plain.value(axis) / all, axes.share(axis), 1e-8);
      double first = axes.place(vectors[0], axis);
      double expected = along(vectors, plain.vector(axis));
      assertEquals(Math.abs(expected), Math.abs(first), 1e-3 * Math.abs(expected) + 1e-4);
    }
  }

  private static double along(float[][] vectors, double[] axis) {
    double[] mean = mean(vectors);
    double sum = 0;
    for (int k = 0; k < axis.length; k++) {
      sum += (vectors[0][k] - mean[k]) * axis[k];
    }
    return sum;
  }

  private static double[] mean(float[][] vectors) {
    double[] mean = new double[vectors[0].length];
    for (float[] vector : vectors) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += vector[k] / vectors.length;
      }
    }
    return mean;
  }

  private static double[][] covariance(float[][] vectors) {
    double[] mean = mean(vectors);
    double[][] sums = new double[mean.length][mean.length];
    for (float[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        for (int j = 0; j < mean.length; j++) {
          sums[i][j] += (vector[i] - mean[i]) * (vector[j] - mean[j]);
        }
      }
    }
    return sums;
  }

  @Test
  void eigenvaluesOfAKnownMatrix() {
    SmallEigen found = SmallEigen.of(new double[][] {{2, 1, 0}, {1, 2, 0}, {0, 0, 7}});
    assertEquals(7, found.value(0), 1e-12);
    assertEquals(3, found.value(1), 1e-12);
    assertEquals(1, found.value(2), 1e-12);
    assertEquals(Math.sqrt(0.5), Math.abs(found.vector(1)[0]), 1e-12);
    assertEquals(found.vector(1)[0], found.vector(1)[1], 1e-12);
  }

  @Test
  void nothingThatDiffersGivesAPoint() {
    PrincipalAxes same = PrincipalAxes.of(new float[][] {{1, 2, 3}, {1, 2, 3}});
    assertEquals(0, same.share(0) + same.share(1));
    assertEquals(0, same.place(new float[] {1, 2, 3}, 0), 1e-12);
    PrincipalAxes line = PrincipalAxes.of(new float[][] {{1}, {3}});
    assertEquals(1, line.share(0), 1e-12);
    assertEquals(0, line.place(new float[] {3}, 1));
  }

  private PictureIndex index(float[][] vectors) {
    Path file = folder.resolve("i" + vectors.length);
    var card =
        new IndexCard(
            "m", "0", Preprocessing.tf(8, 8), new VectorLayer.LastHidden(), "", List.of("cat"));
    try (var writer = new IndexWriter(file, card, vectors[0].length, VectorType.F32)) {
      for (int i = 0; i < vectors.length; i++) {
        writer.add(i + ".jpg", -1, vectors[i]);
      }
      writer.finish();
    }
    return PictureIndex.open(file);
  }

  /** Points on a circle: the plane shows them whole. */
  @Test
  void aPlaneKeepsItsNeighbors() {
    float[][] circle = new float[60][4];
    for (int i = 0; i < circle.length; i++) {
      double angle = i * 2 * Math.PI / circle.length + 0.001 * i * i / circle.length;
      circle[i][1] = (float) Math.cos(angle);
      circle[i][2] = (float) Math.sin(angle);
    }
    EmbeddingMap map = EmbeddingMap.of(index(circle));
    assertEquals(60, map.places().size());
    assertEquals(1, map.share(), 1e-6);
    assertEquals(10, map.neighbors());
    assertTrue(map.kept() > 0.95, map.kept() + "");
    assertEquals(map, EmbeddingMap.of(index(circle)), "repeats");
  }

  @Test
  void onePictureIsNoMap() {
    PictureIndex one = index(new float[][] {{1, 0}});
    var error = assertThrows(FoveaException.class, () -> EmbeddingMap.of(one));
    assertTrue(error.getMessage().contains("two pictures or more"), error.getMessage());
    assertEquals(2, EmbeddingMap.of(index(new float[][] {{1, 0}, {0, 1}})).places().size());
  }
}
