package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Compiled;
import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.op.Norm;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Batch normalization over more numbers than oneDNN's own statistics are good for. */
class LargeNormTest {
  private static HostBuffer drawn(Random random, double low, double high, int... dims) {
    TensorType type = TensorType.f32(dims);
    double[] values =
        random.doubles(type.shape().elements(), low, high).map(value -> (float) value).toArray();
    return HostBuffer.of(type, values);
  }

  /** What a convolution makes, normalized, and the gradients through both. */
  private static List<Tensor> outcome(List<Tensor> in, boolean relu) {
    Tensor x = in.get(0).conv2d(in.get(1), Window.of(1), 1).add(3);
    List<Tensor> normal =
        Node.of(new Norm.BatchNorm(1e-3), List.of(x, in.get(2), in.get(3))).outputs();
    Tensor y = relu ? normal.getFirst().relu() : normal.getFirst();
    List<Tensor> all = new ArrayList<>(List.of(y, normal.get(1), normal.get(2)));
    all.addAll(y.mul(in.get(4)).mean().gradients(in.subList(0, 4)));
    return all;
  }

  @Test
  void cpuAgreesWithTheReference() {
    Devices.assume(Device.CPU);
    for (int channels : new int[] {3, 16}) {
      for (boolean relu : new boolean[] {false, true}) {
        Random random = new Random(channels);
        List<HostBuffer> arguments =
            List.of(
                drawn(random, -1, 1, 6, channels, 211, 210),
                drawn(random, -1, 1, channels, channels, 1, 1),
                drawn(random, 0.5, 2, channels),
                drawn(random, -1, 1, channels),
                drawn(random, -1, 1, 6, channels, 211, 210));
        Compiled compiled = Compiled.of(in -> outcome(in, relu));
        Compiled cpu = compiled.on(Device.CPU);
        assertTrue(cpu.plan(HostBuffer.types(arguments)).print().contains("batchStatisticsGrad"));
        List<HostBuffer> expected = compiled.on(Device.REFERENCE).call(arguments);
        List<HostBuffer> found = cpu.call(arguments);
        for (int i = 0; i < expected.size(); i++) {
          Close.check(
              channels + " channels, result " + i,
              expected.get(i).doubles(),
              found.get(i).doubles(),
              1e-4,
              1e-6);
        }
      }
    }
  }
}
