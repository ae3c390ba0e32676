package fovea.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Compiled;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.Parameters;
import java.util.List;
import java.util.Random;

/** Networks with values of their own, their inputs and their answers. */
final class Nets {
  private Nets() {}

  /** Gives all running statistics other values than those at the start. */
  static void stir(Layer network, Random random) {
    Parameters.states(network)
        .forEach(
            (name, state) -> {
              if (!state.isCounter()) {
                HostBuffer values = HostBuffer.allocate(state.type());
                boolean mean = name.endsWith("mean");
                for (long i = 0; i < state.type().shape().elements(); i++) {
                  values.set(i, mean ? random.nextDouble() - 0.5 : 0.5 + random.nextDouble());
                }
                state.variable().assign(values);
              }
            });
  }

  /** Random numbers around 0. */
  static HostBuffer random(TensorType type, Random random) {
    HostBuffer values = HostBuffer.allocate(type);
    for (long i = 0; i < type.shape().elements(); i++) {
      values.set(i, random.nextGaussian());
    }
    return values;
  }

  /** What {@code network} answers in use. */
  static float[] answer(Layer network, HostBuffer input) {
    Compiled compiled =
        Compiled.of(in -> List.of(Mode.inference(() -> in.getFirst().apply(network))));
    return compiled.call(List.of(input)).getFirst().floats();
  }

  /** Checks that all numbers agree, relative to the largest. */
  static void close(float[] expected, float[] found, double tolerance, String what) {
    assertEquals(expected.length, found.length, what);
    double largest = 0;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      double difference = Math.abs(expected[i] - found[i]);
      error = Math.max(error, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
    }
    double relative = error / Math.max(largest, 1e-30);
    assertTrue(largest > 0 && relative <= tolerance, what + ": relative error " + relative);
  }
}
