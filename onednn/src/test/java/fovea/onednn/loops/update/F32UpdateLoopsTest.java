package fovea.onednn.loops.update;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.op.Update;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.Values;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class F32UpdateLoopsTest {
  private static final int STEPS = 5;
  private static final double RATE = 0.03;

  @BeforeAll
  static void natives() {
    Natives.assumeAvailable(); // the loops run on its OpenMP team
  }

  static List<Update> optimizers() {
    return List.of(
        new Update.Sgd(0, false, 0),
        new Update.Sgd(0, false, 0.1),
        new Update.Sgd(0.9, false, 0.01),
        new Update.Sgd(0.9, true, 0.01),
        new Update.Adam(0.9, 0.999, 1e-8, 0, false),
        new Update.Adam(0.8, 0.99, 1e-6, 0.1, false),
        new Update.Adam(0.9, 0.999, 1e-8, 0.1, true),
        new Update.RmsProp(0.9, 1e-8, 0, 0.01),
        new Update.RmsProp(0.9, 1e-8, 0.9, 0),
        new Update.Adagrad(1e-10, 0.01));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void agreeWithDefinitionsInF64(Update op) {
    for (int count : new int[] {1, 15, 1024, 1025, 40_000}) {
      check(op, count);
    }
  }

  private static void check(Update op, int count) {
    var random = new Random(count);
    var expected = new double[op.targets()][count];
    var inputs = new ArrayList<MemorySegment>();
    for (int i = 0; i <= op.targets(); i++) {
      inputs.add(Arena.ofAuto().allocate(JAVA_FLOAT, count));
    }
    float[] start = Values.reals(random, count);
    for (int i = 0; i < count; i++) {
      expected[0][i] = start[i];
    }
    MemorySegment.copy(start, 0, inputs.getFirst(), JAVA_FLOAT, 0, count);
    MemorySegment rate = Arena.ofAuto().allocateFrom(JAVA_DOUBLE, RATE);
    MemorySegment step = Arena.ofAuto().allocate(JAVA_DOUBLE);
    inputs.add(rate);
    inputs.add(step);
    Runnable update = F32UpdateLoops.bind(op, inputs, inputs.subList(0, op.targets()));
    for (int s = 1; s <= STEPS; s++) {
      float[] gradient = Values.reals(random, count);
      MemorySegment.copy(gradient, 0, inputs.get(op.targets()), JAVA_FLOAT, 0, count);
      step.set(JAVA_DOUBLE, 0, s);
      update.run();
      for (int i = 0; i < count; i++) {
        advance(op, expected, i, gradient[i], s);
      }
    }
    for (int target = 0; target < op.targets(); target++) {
      float[] actual = inputs.get(target).toArray(JAVA_FLOAT);
      Values.assertClose(expected[target], actual, 1e-5, op + ", target " + target);
    }
  }

  /** One step of one element, as PyTorch's documentation defines it. */
  private static void advance(Update op, double[][] x, int i, double gradient, int step) {
    switch (op) {
      case Update.Sgd(double momentum, boolean nesterov, double decay, boolean _) -> {
        double g = gradient + decay * x[0][i];
        if (momentum != 0) {
          x[1][i] = step == 1 ? g : momentum * x[1][i] + g;
          g = nesterov ? g + momentum * x[1][i] : x[1][i];
        }
        x[0][i] -= RATE * g;
      }
      case Update.Adam(double b1, double b2, double epsilon, double decay, boolean decoupled) -> {
        double g = decoupled ? gradient : gradient + decay * x[0][i];
        x[0][i] -= decoupled ? RATE * decay * x[0][i] : 0;
        x[1][i] = b1 * x[1][i] + (1 - b1) * g;
        x[2][i] = b2 * x[2][i] + (1 - b2) * g * g;
        double mean = x[1][i] / (1 - Math.pow(b1, step));
        double square = x[2][i] / (1 - Math.pow(b2, step));
        x[0][i] -= RATE * mean / (Math.sqrt(square) + epsilon);
      }
      case Update.RmsProp(double alpha, double epsilon, double momentum, double decay) -> {
        double g = gradient + decay * x[0][i];
        x[1][i] = alpha * x[1][i] + (1 - alpha) * g * g;
        double direction = g / (Math.sqrt(x[1][i]) + epsilon);
        if (momentum != 0) {
          x[2][i] = momentum * x[2][i] + direction;
          direction = x[2][i];
        }
        x[0][i] -= RATE * direction;
      }
      case Update.Adagrad(double epsilon, double decay) -> {
        double g = gradient + decay * x[0][i];
        x[1][i] += g * g;
        x[0][i] -= RATE * g / (Math.sqrt(x[1][i]) + epsilon);
      }
      case Update.RunningMean _, Update.Increment _ -> throw new AssertionError(op);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void keepPaddingZero(Update op) {
    var inputs = new ArrayList<MemorySegment>();
    for (int i = 0; i <= op.targets(); i++) {
      inputs.add(Arena.ofAuto().allocate(JAVA_FLOAT, 16));
    }
    inputs.add(Arena.ofAuto().allocateFrom(JAVA_DOUBLE, RATE));
    inputs.add(Arena.ofAuto().allocateFrom(JAVA_DOUBLE, 1));
    F32UpdateLoops.bind(op, inputs, inputs.subList(0, op.targets())).run();
    for (float value : inputs.getFirst().toArray(JAVA_FLOAT)) {
      assertEquals(0f, value);
    }
  }

  @Test
  void moveRunningMeansAndCounters() {
    MemorySegment running = Arena.ofAuto().allocateFrom(JAVA_FLOAT, 1, 2);
    MemorySegment value = Arena.ofAuto().allocateFrom(JAVA_FLOAT, 3, -2);
    MemorySegment result = Arena.ofAuto().allocate(JAVA_FLOAT, 2);
    var mean = new Update.RunningMean(0.25, 2);
    F32UpdateLoops.bind(mean, List.of(running, value), List.of(result)).run();
    assertEquals(0.75f * 1 + 0.25f * 2 * 3, result.getAtIndex(JAVA_FLOAT, 0));
    assertEquals(0.75f * 2 - 0.25f * 2 * 2, result.getAtIndex(JAVA_FLOAT, 1));
    assertEquals(1, running.getAtIndex(JAVA_FLOAT, 0));

    MemorySegment counter = Arena.ofAuto().allocateFrom(JAVA_LONG, 41);
    F32UpdateLoops.bind(new Update.Increment(), List.of(counter), List.of(counter)).run();
    assertEquals(42, counter.get(JAVA_LONG, 0));
  }
}
