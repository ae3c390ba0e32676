package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.FoveaException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class CrossEntropyLoopTest {
  private static CrossEntropyLoop.Targets targets(double smoothing, int... labels) {
    return new CrossEntropyLoop.Targets(
        Arena.ofAuto().allocateFrom(JAVA_INT, labels), 3, smoothing);
  }

  private static MemorySegment floats(float... values) {
    return Arena.ofAuto().allocateFrom(JAVA_FLOAT, values);
  }

  private static CrossEntropyLoop.Rows rows(float... logits) {
    float[] largest = new float[logits.length / 3];
    float[] sum = new float[largest.length];
    float[] likeliest = new float[largest.length];
    for (int row = 0; row < largest.length; row++) {
      largest[row] = Float.NEGATIVE_INFINITY;
      double exponentials = 0;
      for (int i = 3 * row; i < 3 * row + 3; i++) {
        largest[row] = Math.max(largest[row], logits[i]);
        sum[row] += logits[i];
        exponentials += Math.exp(logits[i]);
      }
      likeliest[row] = (float) (Math.exp(largest[row]) / exponentials);
    }
    return new CrossEntropyLoop.Rows(
        floats(logits), floats(largest), floats(sum), floats(likeliest));
  }

  @Test
  void lossIsTheMeanOverRowsOfOwnAndSpreadShares() {
    MemorySegment loss = floats(0);
    CrossEntropyLoop.loss(targets(0.3, 1, 0), rows(1, 2, 3, -4, -5, -200), loss).run();
    double first = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3));
    double second = Math.log(Math.exp(-4) + Math.exp(-5));
    double own = (first - 2 + second + 4) / 2;
    double all = (3 * first - 6 + 3 * second + 209) / 2;
    assertEquals(0.7 * own + 0.1 * all, loss.get(JAVA_FLOAT, 0), 1e-5);
  }

  @Test
  void gradientLosesTheOwnShareAtTheLabel() {
    MemorySegment slope = floats(0);
    MemorySegment gradient = floats(1, 1, 1, 2, 2, 2);
    var targets = targets(0.5, 2, 0);
    CrossEntropyLoop.slope(targets, floats(4), slope).run();
    CrossEntropyLoop.subtract(targets, slope, gradient).run();
    assertEquals(2, slope.get(JAVA_FLOAT, 0));
    assertArrayEquals(new float[] {1, 1, 0, 1, 2, 2}, gradient.toArray(JAVA_FLOAT));
  }

  @Test
  void refusesLabelsThatAreNoClass() {
    for (int label : new int[] {-1, 3}) {
      var loop = CrossEntropyLoop.loss(targets(0, 0, label), rows(0, 0, 0, 0, 0, 0), floats(0));
      var e = assertThrows(FoveaException.class, loop::run);
      assertTrue(e.getMessage().contains("label " + label), e.getMessage());
    }
  }
}
