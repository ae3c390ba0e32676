package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.Gradients;
import fovea.graph.Tensor;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gradients of weights in bf16 by products of pairs of pixels, against the reference. */
class Bf16WeightGradientTest {
  /** Of the largest result, for input gradients: they are rounded to eight bits. */
  private static final double ROUNDED = 5e-3;

  /** For gradients of weights: arguments are rounded beforehand, sums and results are not. */
  private static final double EXACT = 1e-5;

  private static final String METHOD = "weight_gradient:";

  private final Random random = new Random(5);

  @BeforeEach
  void needsTheProcessor() {
    Devices.assume(Device.CPU);
    assumeTrue(
        Engine.instance().report(Device.CPU).details().contains("avx512_core_bf16"),
        "no vectors for bf16, or matrix units beside them: nothing to run");
  }

  /** Eighths, so that bf16 holds each of them. */
  private HostBuffer numbers(int... dims) {
    TensorType type = TensorType.f32(dims);
    int[] eighths = random.ints(type.shape().elements(), -8, 9).toArray();
    return HostBuffer.of(type, Arrays.stream(eighths).mapToDouble(n -> n / 8.0).toArray());
  }

  private static Compiled gradients(Window window, int... arguments) {
    return Compiled.of(
            in -> {
              Tensor y = in.get(0).relu().conv2d(in.get(1), window, 1);
              return Gradients.of(
                  y, in.get(2), Arrays.stream(arguments).mapToObj(in::get).toList());
            })
        .in(Precision.BF16);
  }

  private void compare(Window window, boolean paired, int[] x, int[] weight) {
    int down = window.outHeight(x[2]);
    int across = window.outWidth(x[3]);
    List<HostBuffer> arguments =
        List.of(numbers(x), numbers(weight), numbers(x[0], weight[0], down, across));
    List<TensorType> types = arguments.stream().map(HostBuffer::type).toList();
    Compiled all = gradients(window, 0, 1);
    Compiled weights = gradients(window, 1);
    for (Compiled function : List.of(all, weights)) {
      String plan = function.on(Device.CPU).plan(types).print();
      assertEquals(paired, plan.contains(METHOD), plan);
    }
    AgainstReference.check(all, arguments, ROUNDED, 1);
    AgainstReference.check(weights, arguments, EXACT, 1);
  }

  @Test
  void pointwise() {
    compare(Window.of(1), true, new int[] {3, 48, 7, 9}, new int[] {80, 48, 1, 1});
  }

  @Test
  void pointwiseByStrides() {
    compare(Window.of(1).stride(2), true, new int[] {2, 64, 15, 14}, new int[] {32, 64, 1, 1});
  }

  @Test
  void largerWindowsByStrides() {
    Window window = Window.of(3).stride(2).padding(1);
    compare(window, true, new int[] {2, 64, 15, 14}, new int[] {96, 64, 3, 3});
  }

  @Test
  void channelsThatFillNoBlockGoAnotherWay() {
    compare(Window.of(1), false, new int[] {2, 24, 8, 8}, new int[] {32, 24, 1, 1});
  }

  @Test
  void noPicturesGoAnotherWay() {
    compare(Window.of(1), false, new int[] {0, 32, 8, 8}, new int[] {32, 32, 1, 1});
  }
}
