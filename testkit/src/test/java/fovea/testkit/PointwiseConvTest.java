package fovea.testkit;

import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Convolutions with 1×1 kernels at inference, against the reference. */
class PointwiseConvTest {
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

  @Test
  void biasResidualAndLimitsComeAfter() {
    Compiled compiled =
        Compiled.of(
            in -> {
              Tensor residual = in.get(3).relu();
              return List.of(
                  in.get(0).conv2d(in.get(1), ONE, 1),
                  in.get(0).conv2d(in.get(1), in.get(2), ONE, 1).clamp(-1, 1.5),
                  in.get(0).conv2d(in.get(1), in.get(2), ONE, 1).add(residual).relu());
            });
    List<HostBuffer> arguments =
        List.of(
            numbers(3, 32, 61, 67), numbers(176, 32, 1, 1), numbers(176), numbers(3, 176, 61, 67));
    AgainstReference.check(compiled, arguments, TOLERANCE, 64);
  }
}
