package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.FoveaException;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.Values;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossEntropyLoopTest {
  private static final float UPSTREAM = 0.5f;

  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0", "1, 10, 0", "7, 10, 0.1", "64, 10, 0.2", "33, 1000, 0", "300, 100, 0.1"})
  void agreesWithDefinition(int rows, int classes, double smoothing) {
    var random = new Random(rows);
    float[] logits = Values.reals(random, rows, classes);
    logits[0] = 500; // must not overflow
    int[] labels = random.ints(rows, 0, classes).toArray();
    double expectedLoss = 0;
    var expected = new double[logits.length];
    for (int row = 0; row < rows; row++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < classes; i++) {
        largest = Math.max(largest, logits[row * classes + i]);
      }
      double sum = 0;
      for (int i = 0; i < classes; i++) {
        sum += Math.exp(logits[row * classes + i] - largest);
      }
      for (int i = 0; i < classes; i++) {
        int at = row * classes + i;
        double target = smoothing / classes + (labels[row] == i ? 1 - smoothing : 0);
        double logProbability = logits[at] - largest - Math.log(sum);
        expectedLoss -= target * logProbability / rows;
        expected[at] = UPSTREAM * (Math.exp(logProbability) - target) / rows;
      }
    }

    MemorySegment in = Arena.ofAuto().allocateFrom(JAVA_FLOAT, logits);
    MemorySegment loss = Arena.ofAuto().allocate(JAVA_FLOAT);
    MemorySegment out = Arena.ofAuto().allocate(JAVA_FLOAT, logits.length);
    var task = new CrossEntropyLoop.Task(smoothing, classes, in, ints(labels));
    var gradient =
        new CrossEntropyLoop.Gradient(Arena.ofAuto().allocateFrom(JAVA_FLOAT, UPSTREAM), out);
    CrossEntropyLoop.both(task, loss, gradient).run();
    assertEquals(expectedLoss, loss.get(JAVA_FLOAT, 0), 1e-6 * Math.max(1, expectedLoss));
    Values.assertClose(expected, out.toArray(JAVA_FLOAT), 1e-6, "gradient");

    MemorySegment again = Arena.ofAuto().allocate(JAVA_FLOAT);
    CrossEntropyLoop.forward(task, again).run();
    assertEquals(loss.get(JAVA_FLOAT, 0), again.get(JAVA_FLOAT, 0));

    var inPlace = new CrossEntropyLoop.Gradient(gradient.upstream(), in);
    CrossEntropyLoop.backward(task, inPlace).run();
    assertArrayEquals(out.toArray(JAVA_FLOAT), in.toArray(JAVA_FLOAT));
  }

  private static MemorySegment ints(int... values) {
    return Arena.ofAuto().allocateFrom(JAVA_INT, values);
  }

  @Test
  void refusesLabelsThatAreNoClass() {
    for (int label : new int[] {-1, 3}) {
      MemorySegment logits = Arena.ofAuto().allocate(JAVA_FLOAT, 6);
      var task = new CrossEntropyLoop.Task(0, 3, logits, ints(0, label));
      var loop = CrossEntropyLoop.forward(task, Arena.ofAuto().allocate(JAVA_FLOAT));
      var e = assertThrows(FoveaException.class, loop::run);
      assertTrue(e.getMessage().contains("label " + label), e.getMessage());
    }
  }
}
