package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import fovea.graph.Axes;
import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.PlannedKernel;
import fovea.graph.Tensor;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A scale for each channel of each picture between two convolutions: right, without the reference
 * loops, and in the layout of the convolutions.
 */
class SqueezeExcitationTest {
  private static final int CHANNELS = 32;
  private static final TensorType PICTURES = TensorType.f32(4, CHANNELS, 12, 10);

  private static HostBuffer drawn(TensorType type, Random random) {
    double scale = 1 / Math.sqrt(type.shape().dim(-1));
    double[] values =
        random.doubles(type.shape().elements()).map(x -> (float) (scale * (x - 0.5))).toArray();
    return HostBuffer.of(type, values);
  }

  private static List<TensorType> types(int channels) {
    TensorType weight = TensorType.f32(channels, channels, 1, 1);
    return List.of(PICTURES.with(PICTURES.shape().with(1, channels)), weight, weight, weight);
  }

  /** Two convolutions with a block between them, and the gradients of all. */
  private static List<Tensor> outcome(List<Tensor> in) {
    Tensor x = conv(in.get(0), in.get(1));
    Tensor scale = conv(x.mean(Axes.of(2, 3).keep()), in.get(2)).sigmoid();
    Tensor y = conv(x.mul(scale), in.get(3));
    List<Tensor> gradients = y.mul(y).mean().gradients(in);
    return List.of(y, gradients.get(0), gradients.get(1), gradients.get(2), gradients.get(3));
  }

  private static Tensor conv(Tensor x, Tensor weight) {
    return x.conv2d(weight, Window.of(1), 1);
  }

  @Test
  void cpuAgreesWithTheReference() {
    Devices.assume(Device.CPU);
    for (int channels : new int[] {3, 20, CHANNELS}) {
      Random random = new Random(channels);
      List<HostBuffer> arguments =
          types(channels).stream().map(type -> drawn(type, random)).toList();
      Compiled compiled = Compiled.of(SqueezeExcitationTest::outcome);
      List<HostBuffer> expected = compiled.on(Device.REFERENCE).call(arguments);
      List<HostBuffer> found = compiled.on(Device.CPU).call(arguments);
      for (int i = 0; i < expected.size(); i++) {
        Close.check("result " + i, expected.get(i).doubles(), found.get(i).doubles(), 1e-4, 1e-6);
      }
    }
  }

  @Test
  void whatIsLargeKeepsItsLayout() {
    Devices.assume(Device.CPU);
    Engine.Graph graph = Compiled.of(SqueezeExcitationTest::outcome).graph(types(CHANNELS));
    List<PlannedKernel> kernels =
        Engine.instance().compile(graph, Engine.Setting.current().on(Device.CPU)).kernels();
    assertEquals(List.of(), kernels.stream().filter(PlannedKernel::slow).toList());
    List<String> arithmetic = List.of("mul", "add");
    for (PlannedKernel kernel : kernels) {
      if (arithmetic.contains(kernel.name()) && kernel.writes().bytes() >= PICTURES.bytes()) {
        assertNotEquals(List.of("nchw"), kernel.writes().layouts(), kernel::toString);
      }
    }
  }
}
