package fovea.concept;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.WorkSteps;
import fovea.explain.source.PictureSource;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Parameters;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Vectors, values and sensitivities agree with plain second computations. */
class ConceptVectorTest {
  private static final int MAPS = 4;

  @Test
  void theDirectionIsThatOfRidgeRegressionByGradientDescent() {
    Random random = new Random(1);
    double[][] concept = rows(random, 6, 0.7);
    double[][] others = rows(random, 6, 0);
    ConceptVector vector = ConceptVector.of(concept, others);
    int count = 12;
    double[] center = new double[MAPS];
    double[][] all = new double[count][];
    for (int row = 0; row < count; row++) {
      all[row] = row < 6 ? concept[row] : others[row - 6];
      for (int i = 0; i < MAPS; i++) {
        center[i] += all[row][i] / count;
      }
    }
    double penalty = 0;
    for (double[] row : all) {
      for (int i = 0; i < MAPS; i++) {
        penalty += (row[i] - center[i]) * (row[i] - center[i]) / count;
      }
    }
    double[] plain = new double[MAPS];
    for (int step = 0; step < 20_000; step++) {
      double[] gradient = new double[MAPS];
      for (int row = 0; row < count; row++) {
        double error = row < 6 ? -1 : 1;
        for (int i = 0; i < MAPS; i++) {
          error += plain[i] * (all[row][i] - center[i]);
        }
        for (int i = 0; i < MAPS; i++) {
          gradient[i] += error * (all[row][i] - center[i]);
        }
      }
      for (int i = 0; i < MAPS; i++) {
        plain[i] -= 0.01 * (gradient[i] + penalty * plain[i]);
      }
    }
    assertArrayEquals(center, vector.center(), 1e-12);
    assertArrayEquals(plain, vector.direction(), 1e-9);
  }

  private static double[][] rows(Random random, int count, double shift) {
    return IntStream.range(0, count)
        .mapToObj(_ -> random.doubles(MAPS, -1 + shift, 1 + shift).toArray())
        .toArray(double[][]::new);
  }

  @Test
  void valuesAndSensitivitiesOfALinearNetAreThoseOfItsWeights() {
    int side = FramedPictures.SIDE;
    int places = side * side;
    var conv = new Conv2d(3, MAPS, 1);
    var linear = new Linear(MAPS * places, 2);
    var network = Sequential.of(conv, new Flatten(), linear);
    Parameters.initialize(network, 4);
    var subject =
        ExplainedNetwork.of(network, new TensorType(Shape.of(1, 3, side, side), DType.F32));
    PictureSet pictures = FramedPictures.both(40, 3);
    PictureSource source = PictureSource.of(pictures, Preprocessing.plain(pictures.info()));
    var vectors = new LayerVectors(subject, List.of("0"), new WorkSteps(80));
    List<Integer> rows = IntStream.range(0, 40).boxed().toList();
    double[][] values = vectors.values(source, rows).getFirst();
    double[][] gradients = vectors.gradients(source, rows, new ClassTarget("framed", 1)).getFirst();
    double[] filters = conv.weight().value().doubles();
    double[] biases = conv.bias().value().doubles();
    double[] weights = linear.weight().value().doubles();
    for (int row : rows) {
      double[] value = biases.clone();
      double[] gradient = new double[MAPS];
      byte[] pixels = pictures.picture(row).pixels();
      for (int map = 0; map < MAPS; map++) {
        for (int place = 0; place < places; place++) {
          gradient[map] += weights[(MAPS + map) * places + place];
          for (int c = 0; c < 3; c++) {
            value[map] += filters[map * 3 + c] * (pixels[c * places + place] & 0xff) / 255 / places;
          }
        }
      }
      assertArrayEquals(value, values[row], 1e-5);
      assertArrayEquals(gradient, gradients[row], 1e-4);
    }
    var vector =
        ConceptVector.of(
            IntStream.range(0, 20).mapToObj(i -> values[2 * i + 1]).toArray(double[][]::new),
            IntStream.range(0, 20).mapToObj(i -> values[2 * i]).toArray(double[][]::new));
    double slope = 0;
    for (int place = 0; place < places; place++) {
      for (int map = 0; map < MAPS; map++) {
        slope += weights[(MAPS + map) * places + place] * vector.direction()[map];
      }
    }
    assertEquals(slope > 0 ? 1 : 0, vector.score(gradients), "one gradient, so all or none");
    double[][] mixed = {vector.direction(), vector.direction().clone(), new double[MAPS]};
    for (int i = 0; i < MAPS; i++) {
      mixed[1][i] = -mixed[1][i];
    }
    assertEquals(1.0 / 3, vector.score(mixed), 1e-12, "one of three rises");
  }
}
