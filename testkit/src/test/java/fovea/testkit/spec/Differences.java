package fovea.testkit.spec;

import static org.junit.jupiter.api.Assertions.fail;

import fovea.graph.Compiled;
import fovea.graph.Gradients;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Holds gradients against central differences, in f64 on the reference. */
final class Differences {
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-6;
  private static final int ELEMENTS = 16;

  private final Trial trial;
  private final Random random;
  private final Function<List<Tensor>, Tensor> scalar;
  private final Compiled plan;

  private Differences(Trial trial, Function<List<Tensor>, Tensor> scalar, long seed) {
    this.trial = trial;
    this.random = new Random(seed);
    this.scalar = scalar;
    this.plan = Compiled.of(in -> List.of(scalar.apply(in))).on(Device.REFERENCE);
  }

  private void check() {
    List<HostBuffer> gradients =
        Compiled.of(in -> Gradients.of(scalar.apply(in), Outcome.varying(trial, in)))
            .on(Device.REFERENCE)
            .call(trial.buffers(DType.F64));
    List<Integer> varying =
        IntStream.range(0, trial.inputs().size())
            .filter(i -> trial.inputs().get(i).varies())
            .boxed()
            .toList();
    for (int i = 0; i < varying.size(); i++) {
      compare(varying.get(i), gradients.get(i).doubles());
    }
  }

  /** Checks the gradient of the results, weighted at random. */
  static void check(Trial trial, long seed) {
    new Differences(trial, loss(trial, seed), seed).check();
  }

  /** Checks the gradient of the gradient. */
  static void checkTwice(Trial trial, long seed) {
    Function<List<Tensor>, Tensor> loss = loss(trial, seed);
    Function<List<Tensor>, Tensor> slope =
        in -> weigh(Gradients.of(loss.apply(in), Outcome.varying(trial, in)), seed + 1);
    new Differences(trial, slope, seed).check();
  }

  private static Function<List<Tensor>, Tensor> loss(Trial trial, long seed) {
    return in -> weigh(trial.graph().apply(in), seed);
  }

  private static Tensor weigh(List<Tensor> results, long seed) {
    List<HostBuffer> weights =
        Outcome.weights(results.stream().map(Tensor::type).toList(), DType.F64, seed);
    return Outcome.weigh(results, weights.stream().map(Tensor::of).toList())
        .orZeros(new fovea.graph.type.TensorType(fovea.graph.type.Shape.scalar(), DType.F64));
  }

  /** Compares some elements one by one and all of them along a random direction. */
  private void compare(int input, double[] gradient) {
    double largest = 0;
    for (double g : gradient) {
      largest = Math.max(largest, Math.abs(g));
    }
    int[] elements =
        gradient.length <= ELEMENTS
            ? IntStream.range(0, gradient.length).toArray()
            : random.ints(ELEMENTS, 0, gradient.length).toArray();
    for (int element : elements) {
      double[] direction = new double[gradient.length];
      direction[element] = 1;
      compare(input, "element " + element, direction, gradient, largest);
    }
    double[] direction = random.doubles(gradient.length).map(x -> x - 0.5).toArray();
    compare(input, "a random direction", direction, gradient, largest * Math.sqrt(gradient.length));
  }

  private void compare(
      int input, String what, double[] direction, double[] gradient, double scale) {
    double numeric = (at(input, direction, STEP) - at(input, direction, -STEP)) / (2 * STEP);
    double analytic = 0;
    for (int i = 0; i < gradient.length; i++) {
      analytic += gradient[i] * direction[i];
    }
    // Not <=, so that NaN fails.
    if (!(Math.abs(numeric - analytic) < TOLERANCE * (1 + scale))) {
      fail(
          "gradient of input "
              + input
              + " along "
              + what
              + " is "
              + analytic
              + ", differences give "
              + numeric);
    }
  }

  private double at(int input, double[] direction, double step) {
    List<HostBuffer> arguments = new ArrayList<>(trial.buffers(DType.F64));
    double[] moved = arguments.get(input).doubles();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    arguments.set(input, HostBuffer.of(arguments.get(input).type(), moved));
    return plan.call(arguments).getFirst().at(0);
  }
}
