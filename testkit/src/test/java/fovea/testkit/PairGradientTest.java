package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.graph.Compiled;
import fovea.graph.Device;
import fovea.graph.Engine;
import fovea.graph.Gradients;
import fovea.graph.HostBuffer;
import fovea.graph.Precision;
import fovea.graph.Tensor;
import fovea.graph.TensorType;
import fovea.graph.Window;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gradients of weights in bf16 by products of pairs of pixels, against the reference. */
class PairGradientTest {
  /** Of the largest result: pixels are rounded to eight bits, sums are not. */
  private static final double TOLERANCE = 5e-3;

  private static final String METHOD = "pairs:";

  private final Random random = new Random(5);

  @BeforeEach
  void needsTheProcessor() {
    Devices.assume(Device.CPU);
    assumeTrue(
        Engine.instance().report(Device.CPU).details().contains("avx512_core_bf16"),
        "no vectors for bf16, or matrix units beside them: nothing to run");
  }

  private HostBuffer numbers(int... dims) {
    TensorType type = TensorType.f32(dims);
    return HostBuffer.of(type, random.doubles(type.shape().elements(), -1, 1).toArray());
  }

  private static Tensor convolved(List<Tensor> in, Window window) {
    return in.get(0).relu().conv2d(in.get(1), window, 1);
  }

  private void compare(Window window, boolean paired, int[] x, int[] weight) {
    int down = window.outHeight(x[2]);
    int across = window.outWidth(x[3]);
    List<HostBuffer> arguments =
        List.of(numbers(x), numbers(weight), numbers(x[0], weight[0], down, across));
    Compiled compiled =
        Compiled.of(
                in -> Gradients.of(convolved(in, window), in.get(2), List.of(in.get(0), in.get(1))))
            .in(Precision.BF16);
    List<TensorType> types = arguments.stream().map(HostBuffer::type).toList();
    String plan = compiled.on(Device.CPU).plan(types).print();
    assertEquals(paired, plan.contains(METHOD), plan);
    HostBuffer expected = compiled.in(Precision.F32).on(Device.REFERENCE).call(arguments).getLast();
    HostBuffer found = compiled.on(Device.CPU).call(arguments).getLast();
    Close.check("gradient", expected.doubles(), found.doubles(), TOLERANCE, 1);
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
