package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.Compiled;
import fovea.graph.Device;
import fovea.graph.Engine;
import fovea.graph.HostBuffer;
import fovea.graph.Tensor;
import fovea.graph.TensorType;
import fovea.graph.Window;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Convolutions with 1×1 kernels at inference, against the reference. */
class PixelsTest {
  private static final double TOLERANCE = 2e-6;
  private static final Window ONE = Window.of(1);

  private final Random random = new Random(5);

  @BeforeEach
  void needsNatives() {
    Devices.assume(Device.CPU);
  }

  private HostBuffer numbers(int... dims) {
    TensorType type = TensorType.f32(dims);
    return HostBuffer.of(type, random.doubles(type.shape().elements(), -1, 1).toArray());
  }

  /** Whether there is machine code of our own for them. */
  private static boolean own() {
    return Engine.instance().report(Device.CPU).details().contains("avx512");
  }

  /**
   * Compares results.
   *
   * @param passes convolutions that go this way, where it is there
   */
  private static void compare(
      Function<List<Tensor>, List<Tensor>> function, int passes, List<HostBuffer> arguments) {
    Compiled compiled = Compiled.of(function);
    List<TensorType> types = arguments.stream().map(HostBuffer::type).toList();
    String plan = compiled.on(Device.CPU).plan(types).print();
    if (own()) {
      assertEquals(passes, plan.split("pixels:", -1).length - 1, plan);
    }
    AgainstReference.check(compiled, arguments, TOLERANCE, 64);
  }

  @Test
  void biasSummandAndLimitsComeAfter() {
    compare(
        in -> {
          Tensor summand = in.get(3).relu();
          return List.of(
              in.get(0).conv2d(in.get(1), ONE, 1),
              in.get(0).conv2d(in.get(1), in.get(2), ONE, 1).clip(-1, 1.5),
              in.get(0).conv2d(in.get(1), in.get(2), ONE, 1).add(summand).relu());
        },
        3,
        List.of(
            numbers(3, 32, 61, 67), numbers(176, 32, 1, 1), numbers(176), numbers(3, 176, 61, 67)));
  }
}
