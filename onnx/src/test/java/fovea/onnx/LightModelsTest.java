package fovea.onnx;

import fovea.format.onnx.OnnxTensors;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.testdata.TestData;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole networks of ONNX's own tests, from Caffe2, whose weights are mostly one number each. */
class LightModelsTest {

  @ParameterizedTest
  @ValueSource(strings = {"squeezenet", "resnet50", "vgg19", "inception_v1"})
  void answersAsExpected(String name) {
    Path folder = TestData.path("onnx-node-tests/light");
    OnnxNetwork network = OnnxNetwork.read(folder.resolve("light_" + name + ".onnx"));
    TensorType type = network.input(1).orElseThrow();
    HostBuffer input = HostBuffer.allocate(type);
    long elements = type.shape().elements();
    for (long i = 0; i < elements; i++) {
      input.set(i, (double) i / elements);
    }
    float[] expected =
        OnnxTensors.read(folder.resolve("light_" + name + "_output_0.pb")).toFloats();
    Nets.close(expected, Nets.answer(network, input), 1e-3, name);
  }
}
