package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.Gradients;
import fovea.graph.Tensor;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Convolutions wide enough for Winograd's method, against the reference. */
class WinogradTest {
  /** The method loses a digit against direct convolution. */
  private static final double TOLERANCE = 5e-5;

  /** Of the largest result, which is some times what is usual. */
  private static final double NARROW_TOLERANCE = 0.01;

  private static final int CHANNELS = 128;

  private final Random random = new Random(5);

  @BeforeEach
  void needsNatives() {
    Devices.assume(Device.CPU);
  }

  private HostBuffer numbers(double scale, int... dims) {
    TensorType type = TensorType.f32(dims);
    return HostBuffer.of(type, random.doubles(type.shape().elements(), -scale, scale).toArray());
  }

  /** Whether there are vectors for bf16, but no matrix units, which do without the method. */
  private static boolean bf16() {
    return Engine.instance().report(Device.CPU).details().contains("avx512_core_bf16");
  }

  /** In both types, as far as the processor multiplies both. */
  private static void compare(
      Function<List<Tensor>, List<Tensor>> function, List<HostBuffer> arguments) {
    compare(Compiled.of(function), "winograd 4x4", TOLERANCE, arguments);
    if (bf16()) {
      compare(
          Compiled.of(function).in(Precision.BF16), "winograd 2x2", NARROW_TOLERANCE, arguments);
    }
  }

  private static void compare(
      Compiled compiled, String method, double tolerance, List<HostBuffer> arguments) {
    List<TensorType> types = arguments.stream().map(HostBuffer::type).toList();
    String plan = compiled.on(Device.CPU).plan(types).print();
    assertTrue(plan.contains(method), plan);
    AgainstReference.check(compiled, arguments, tolerance, 1);
  }

  @Test
  void picturesOfAnySizeAndPadding() {
    int[][] sizes = {{6, 18, 18}, {6, 13, 18}, {8, 10, 11}};
    for (int padding = 0; padding <= 2; padding++) {
      int[] size = sizes[padding];
      Window window = Window.of(3).padding(padding);
      compare(
          in -> List.of(in.get(0).conv2d(in.get(1), window, 1)),
          List.of(
              numbers(1, size[0], CHANNELS, size[1], size[2]),
              numbers(0.1, CHANNELS, CHANNELS, 3, 3)));
    }
  }

  @Test
  void biasReluAndResidualComeAfter() {
    Window window = Window.of(3).padding(1);
    HostBuffer x = numbers(1, 6, CHANNELS, 14, 14);
    HostBuffer weight = numbers(0.1, CHANNELS + 16, CHANNELS, 3, 3);
    HostBuffer bias = numbers(1, CHANNELS + 16);
    HostBuffer residual = numbers(1, 6, CHANNELS + 16, 14, 14);
    compare(
        in ->
            List.of(
                in.get(0).conv2d(in.get(1), window, 1).relu(),
                in.get(0).conv2d(in.get(1), in.get(2), window, 1).relu(),
                in.get(0).conv2d(in.get(1), in.get(2), window, 1).add(in.get(3)).relu()),
        List.of(x, weight, bias, residual));
  }

  @Test
  void gradientOfTheInput() {
    Window window = Window.of(3).padding(1);
    compare(
        in -> {
          Tensor y = in.get(0).conv2d(in.get(1), window, 1);
          return Gradients.of(y, in.get(2), List.of(in.get(0), in.get(1)));
        },
        List.of(
            numbers(1, 6, CHANNELS, 14, 15),
            numbers(0.1, CHANNELS + 16, CHANNELS, 3, 3),
            numbers(1, 6, CHANNELS + 16, 14, 15)));
  }

  @Test
  void gradientsOfWeightAndBias() {
    Window window = Window.of(3).padding(1);
    compare(
        in -> {
          Tensor y = in.get(0).conv2d(in.get(1), in.get(2), window, 1);
          return Gradients.of(y, in.get(3), List.of(in.get(1), in.get(2)));
        },
        List.of(
            numbers(1, 4, 112, 20, 20),
            numbers(0.1, 64, 112, 3, 3),
            numbers(1, 64),
            numbers(1, 4, 64, 20, 20)));
  }
}
