package fovea.explain.top;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import fovea.explain.network.ExplainedNetwork;
import fovea.explain.top.Projector.Projected;
import fovea.explain.top.UnitRanking.Found;
import fovea.graph.Compiled;
import fovea.graph.Gradients;
import fovea.graph.Tensor;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.activation.Relu;
import fovea.nn.init.Init;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Sequential;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProjectorTest {
  private static final TensorType BATCH = TensorType.f32(2, 3, 8, 8);

  private static HostBuffer input() {
    HostBuffer input = HostBuffer.allocate(BATCH);
    for (int i = 0; i < BATCH.shape().elements(); i++) {
      input.set(i, Math.sin(i * 0.7) + 0.1);
    }
    return input;
  }

  @ParameterizedTest
  @EnumSource(names = {"CPU", "REFERENCE"})
  void ofALinearNetworkItIsTheTranspose(Device device) {
    var network =
        Sequential.of(
            new Conv2d(3, 4, 3).stride(2).padding(1).init(Init.normal(1)),
            new Conv2d(4, 5, 3).padding(1).init(Init.normal(1)));
    ExplainedNetwork subject = ExplainedNetwork.of(network, TensorType.f32(1, 3, 8, 8)).on(device);
    var projector = new Projector(subject, subject.layers().require("1"));
    // Unit 3 at (1, 2) in the first picture, unit 0 at (3, 3) in the second.
    Projected projected =
        projector.of(input(), List.of(new Found(3, 0, 6, 1), new Found(0, 1, 15, 1)));
    float[] expected = transposed(network, device);
    assertArrayEquals(expected, projected.deconvnet().floats(), 1e-3f);
    assertArrayEquals(expected, projected.guided().floats(), 1e-3f);
  }

  /** The rows of the network's matrix that belong to the activations, times the activations. */
  private static float[] transposed(Sequential network, Device device) {
    Compiled own =
        Compiled.of(
                in -> {
                  Tensor x = in.getFirst();
                  Tensor y = x.apply(network);
                  Tensor first = y.slice(0, 0, 1).slice(1, 3, 4).slice(2, 1, 2).slice(3, 2, 3);
                  Tensor second = y.slice(0, 1, 2).slice(1, 0, 1).slice(2, 3, 4).slice(3, 3, 4);
                  Tensor a = Gradients.of(first.sum(), List.of(x)).getFirst().mul(first);
                  Tensor b = Gradients.of(second.sum(), List.of(x)).getFirst().mul(second);
                  return List.of(a.add(b));
                })
            .on(device);
    return own.call(List.of(input())).getFirst().floats();
  }

  @ParameterizedTest
  @EnumSource(names = {"CPU", "REFERENCE"})
  void masksAreThoseOfThePapers(Device device) {
    // A picture of two pixels, 2 and -3; h = relu(x), y = h0 - h1 + relu(...) by one weight each.
    var network =
        Sequential.of(
            new Relu(),
            new Conv2d(1, 1, 2)
                .noBias()
                .init(
                    (values, _) -> {
                      values.set(0, 1);
                      values.set(1, 2);
                      values.set(2, -4);
                      values.set(3, 1);
                    }));
    ExplainedNetwork subject = ExplainedNetwork.of(network, TensorType.f32(1, 1, 2, 2)).on(device);
    var projector = new Projector(subject, subject.layers().require("1"));
    HostBuffer picture = HostBuffer.of(TensorType.f32(1, 1, 2, 2), 3, -3, 0.5, -1);
    // y = 3 · 1 + 0 · 2 - 0.5 · 4 + 0 · 1 = 1
    Projected projected = projector.of(picture, List.of(new Found(0, 0, 0, 1)));
    assertArrayEquals(new float[] {1, 2, 0, 1}, projected.deconvnet().floats(), 1e-6f);
    assertArrayEquals(new float[] {1, 0, 0, 0}, projected.guided().floats(), 1e-6f);
  }
}
