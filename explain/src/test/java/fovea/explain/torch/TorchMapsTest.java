package fovea.explain.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fovea.explain.attribution.Attribution;
import fovea.explain.network.Subject;
import fovea.explain.network.Target;
import fovea.graph.Engine;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.keras.KerasModel;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.onnx.OnnxExport;
import fovea.onnx.OnnxNetwork;
import fovea.zoo.Zoo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Maps against those of PyTorch 1.13 with the networks of torchvision 0.14, in double precision
 * under the weights of {@link FormulaWeights}, for the picture {@code input} of the same rule and
 * for the class of 0, 83, 166 … whose Grad-CAM is the most balanced between for and against.
 *
 * <p>They were computed by {@code torch.autograd.grad} of the class's logit by the picture, or by
 * what a forward hook has kept of a layer. For guided back-propagation and the deconvnet, each ReLU
 * and ReLU6 was replaced by a function whose gradient passes on what is positive of the incoming
 * one: where its input was inside of the linear range, and everywhere. SmoothGrad is the mean over
 * three pictures with a fourth of the numbers {@code noise.0} to {@code noise.2} added. Occlusion
 * puts zeros into windows of 32 every 16 pixels; each pixel has the mean fall of the logit over the
 * windows on it. Grad-CAM++ is its authors' formula with the derivatives of the exponential of the
 * logit, whose common factor is left out, and without a small number in the denominator.
 */
class TorchMapsTest {
  private static final double F64 = 1e-6;
  private static final double F32 = 1e-3;

  /** Share of places that must be within {@link #F32}. */
  private static final double MOST = 0.999;

  private static final int CLASSES = 1000;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> referenceInDoublePrecision() {
    return reference(TorchMaps.of("mobilenet_v2"));
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> referenceInDoublePrecisionOfLargeNetworks() {
    return Stream.of("resnet18", "vgg11").map(TorchMaps::of).flatMap(TorchMapsTest::reference);
  }

  @TestFactory
  Stream<DynamicTest> nativeInSinglePrecision() {
    return Stream.of("mobilenet_v2", "resnet18")
        .map(TorchMaps::of)
        .flatMap(maps -> natively(maps, network(maps)));
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> nativeInSinglePrecisionOfALargeNetwork() {
    TorchMaps maps = TorchMaps.of("vgg11");
    return natively(maps, network(maps));
  }

  @TestFactory
  Stream<DynamicTest> throughOnnx() {
    return Stream.of("mobilenet_v2", "resnet18")
        .map(TorchMaps::of)
        .flatMap(maps -> natively(maps, onnx(maps)));
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> throughOnnxOfALargeNetwork() {
    TorchMaps maps = TorchMaps.of("vgg11");
    return natively(maps, onnx(maps));
  }

  @TestFactory
  Stream<DynamicTest> throughKeras() {
    TorchMaps maps = TorchMaps.of("mobilenet_v2");
    return natively(maps, keras(maps));
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> throughOnnxAndKerasInDoublePrecision() {
    TorchMaps maps = TorchMaps.of("mobilenet_v2");
    return Stream.of(onnx(maps), keras(maps))
        .flatMap(network -> tests(maps, network, Device.REFERENCE, DType.F64));
  }

  private static Layer network(TorchMaps maps) {
    Layer network = Zoo.create(maps.network());
    FormulaWeights.load(network);
    return network;
  }

  private Layer onnx(TorchMaps maps) {
    Path file = folder.resolve(maps.network() + ".onnx");
    OnnxExport.of(network(maps), new TensorType(maps.shape(), DType.F32)).write(file);
    return OnnxNetwork.read(file);
  }

  private static Layer keras(TorchMaps maps) {
    var file = KerasMobileNet.file(maps.shape().dim(3), CLASSES);
    KerasModel.Graph graph = (KerasModel.Graph) KerasModel.of(file);
    return OnnxNetwork.of(graph.model());
  }

  private static Stream<DynamicTest> reference(TorchMaps maps) {
    return tests(maps, network(maps), Device.REFERENCE, DType.F64);
  }

  private static Stream<DynamicTest> natively(TorchMaps maps, Layer network) {
    try {
      Engine.instance().report(Device.CPU);
    } catch (FoveaException e) {
      assumeTrue(false, "not compared: " + e.getMessage());
    }
    return tests(maps, network, Device.CPU, DType.F32);
  }

  private static Stream<DynamicTest> tests(
      TorchMaps maps, Layer network, Device device, DType dtype) {
    Parameters.cast(network, dtype);
    var subject = Subject.of(network, new TensorType(maps.shape(), dtype)).on(device);
    return maps.names().stream()
        .filter(name -> !name.equals("occlusion"))
        .map(name -> dynamicTest(maps.network() + ", " + name, () -> check(maps, name, subject)));
  }

  private static void check(TorchMaps maps, String name, Subject subject) {
    Attribution method = TorchMethods.method(maps, name);
    DType dtype = subject.input(1).dtype();
    List<Target> targets = List.of(new Target("", maps.target()));
    HostBuffer found =
        method
            .on(subject)
            .of(maps.picture().cast(dtype), Target.weights(subject, targets))
            .values();
    double[] expected = maps.map(name);
    assertEquals(expected.length, found.type().shape().elements(), found.type()::toString);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    double worst = 0;
    boolean[] off = new boolean[maps.places(name)];
    int wrong = 0;
    double allowed = dtype == DType.F64 ? F64 : F32;
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs(expected[i] - found.at(i)) / largest;
      worst = Math.max(worst, error);
      if (!(error <= allowed) && !off[i % off.length]) {
        off[i % off.length] = true;
        wrong++;
      }
    }
    double most = dtype == DType.F64 ? 0 : (1 - MOST) * off.length;
    String what = wrong + " of " + off.length + " places are off, " + worst + " of the largest";
    assertTrue(wrong <= most, what);
  }
}
