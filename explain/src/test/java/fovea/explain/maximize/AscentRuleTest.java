package fovea.explain.maximize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.Variable;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class AscentRuleTest {
  private static final TensorType PAIR = TensorType.f32(2);

  private static AscentRule.Learned learned() {
    return new AscentRule.Learned(variable("x"), variable("mean"), variable("square"));
  }

  private static Variable variable(String name) {
    return new Variable(name, PAIR, false, () -> HostBuffer.allocate(PAIR));
  }

  /** What becomes of two numbers that are to be 1 and -2, after some steps. */
  private static double[] after(AscentRule rule, int steps) {
    var learned = learned();
    Tensor goal = Tensor.of(new float[] {1, -2});
    Compiled step =
        Compiled.of(
            in -> {
              Tensor gradient = learned.value().tensor().sub(goal);
              rule.update(learned, gradient, in.getFirst());
              return List.of(gradient);
            });
    var told = new TensorType(Shape.of(rule.told(1).length), DType.F64);
    for (int i = 1; i <= steps; i++) {
      step.call(List.of(HostBuffer.of(told, rule.told(i))));
    }
    return learned.value().value().doubles();
  }

  @Test
  void adamMovesByItsRateFirst() {
    double[] first = after(new AscentRule.WithAdam(0.05), 1);
    assertEquals(0.05, first[0], 1e-6);
    assertEquals(-0.05, first[1], 1e-6);
  }

  @Test
  void nadamIsWhatALoopGives() {
    double x = 0;
    double mean = 0;
    double square = 0;
    double product = 1;
    for (int step = 1; step <= 5; step++) {
      double now = 0.9 * (1 - 0.5 * Math.pow(0.96, 0.004 * step));
      double next = 0.9 * (1 - 0.5 * Math.pow(0.96, 0.004 * (step + 1)));
      product *= now;
      double gradient = x - 1;
      mean = 0.9 * mean + 0.1 * gradient;
      square = 0.999 * square + 0.001 * gradient * gradient;
      double direction = next * mean / (1 - product * next) + (1 - now) * gradient / (1 - product);
      x -= 0.1 * direction / (Math.sqrt(square / (1 - Math.pow(0.999, step))) + 1e-7);
    }
    assertEquals(x, after(new AscentRule.WithNadam(0.1), 5)[0], 1e-5);
    assertTrue(Math.abs(after(new AscentRule.WithNadam(0.1), 200)[1] + 2) < 0.05);
  }
}
