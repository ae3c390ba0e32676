package fovea.testkit;

import fovea.graph.Compiled;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.loss.Losses;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Classification among one class: its rows have one number, which oneDNN does not reduce. */
class OneClassTest {
  @Test
  void crossEntropyAndItsGradient() {
    Devices.assume(Device.CPU);
    Compiled compiled =
        Compiled.of(
            in -> {
              var loss = Losses.crossEntropy(in.get(0), in.get(1));
              return List.of(loss, loss.gradients(List.of(in.get(0))).getFirst());
            });
    HostBuffer logits = HostBuffer.of(TensorType.f32(3, 1), 1, -2, 3);
    HostBuffer labels = HostBuffer.of(new TensorType(Shape.of(3), DType.I32), 0, 0, 0);
    AgainstReference.check(compiled, List.of(logits, labels), 1e-6, 1);
  }
}
