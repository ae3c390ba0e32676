package fovea.explain.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fovea.explain.attribution.Attribution;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.ExplainedNetwork;
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
 * under the weights of {@link FormulaWeights}, for a picture by the same rule and for the class of
 * 0, 83, 166 … whose Grad-CAM is the most balanced between for and against.
 *
 * <p>They were computed by {@code torch.autograd.grad} of the class's logit by the picture, or by
 * what a forward hook has kept of a layer. For guided back-propagation and the deconvnet, each ReLU
 * and ReLU6 was replaced by a function whose gradient passes on what is positive of the incoming
 * one: where its input was inside of the linear range, and everywhere. SmoothGrad is the mean over
 * three pictures with a fourth of given noise added. Occlusion puts zeros into windows of 32 every
 * 16 pixels; each pixel has the mean fall of the logit over the windows on it. Grad-CAM++ is its
 * authors' formula with the derivatives of the exponential of the logit, whose common factor is
 * left out, and with 1e-6 in the denominator.
 *
 * <p>A gradient jumps where the input of a ReLU crosses 0, which rounding may bring about in any of
 * a million places: in single precision, PyTorch with and without oneDNN is as far apart from
 * itself as we from it. For MobileNet-v2, the picture and the noise are therefore the first ones,
 * {@code input.2} and {@code noise.1}, {@code noise.3} and {@code noise.4}, on which PyTorch agrees
 * with itself.
 */
class TorchMapsTest {
  private static final double F64 = 1e-6;
  private static final double F32 = 1e-3;

  /** Share of places that must be within {@link #F32}. */
  private static final double MOST = 0.999;

  private static final int CLASSES = 1000;

  /** Maps that are compared always; all of them are in long tests. */
  private static final List<String> SAMPLE =
      List.of("deconvnet", "guided-backprop", "grad-cam++", "layer-cam.middle");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> referenceInDoublePrecision() {
    TorchMaps maps = TorchMaps.of("mobilenet_v2");
    return tests(maps, SAMPLE, network(maps), Device.REFERENCE);
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> referenceInDoublePrecisionForAll() {
    return all().flatMap(maps -> tests(maps, maps.names(), network(maps), Device.REFERENCE));
  }

  @TestFactory
  Stream<DynamicTest> nativeInSinglePrecision() {
    TorchMaps maps = TorchMaps.of("mobilenet_v2");
    return natively(maps, maps.names(), network(maps));
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> nativeInSinglePrecisionForAll() {
    return all().flatMap(maps -> natively(maps, maps.names(), network(maps)));
  }

  @TestFactory
  Stream<DynamicTest> throughOnnx() {
    TorchMaps maps = TorchMaps.of("resnet18");
    return natively(maps, SAMPLE, onnx(maps));
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> throughOnnxForAll() {
    return all().flatMap(maps -> natively(maps, maps.names(), onnx(maps)));
  }

  @TestFactory
  Stream<DynamicTest> throughKeras() {
    TorchMaps maps = TorchMaps.of("mobilenet_v2");
    return natively(maps, SAMPLE, keras(maps));
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> throughKerasForAll() {
    TorchMaps maps = TorchMaps.of("mobilenet_v2");
    return natively(maps, maps.names(), keras(maps));
  }

  private static Stream<TorchMaps> all() {
    return Stream.of("mobilenet_v2", "resnet18", "vgg11").map(TorchMaps::of);
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

  private static Stream<DynamicTest> natively(TorchMaps maps, List<String> names, Layer network) {
    try {
      Engine.instance().report(Device.CPU);
    } catch (FoveaException e) {
      assumeTrue(false, "not compared: " + e.getMessage());
    }
    return tests(maps, names, network, Device.CPU);
  }

  private static Stream<DynamicTest> tests(
      TorchMaps maps, List<String> names, Layer network, Device device) {
    DType dtype = device.equals(Device.REFERENCE) ? DType.F64 : DType.F32;
    Parameters.cast(network, dtype);
    var subject = ExplainedNetwork.of(network, new TensorType(maps.shape(), dtype)).on(device);
    return names.stream()
        .map(name -> dynamicTest(maps.network() + ", " + name, () -> check(maps, name, subject)));
  }

  private static void check(TorchMaps maps, String name, ExplainedNetwork subject) {
    Attribution method = TorchMethods.method(maps, name);
    DType dtype = subject.input(1).dtype();
    List<ClassTarget> targets = List.of(new ClassTarget("", maps.target()));
    HostBuffer found =
        method
            .on(subject)
            .of(maps.picture().cast(dtype), ClassTarget.weights(subject, targets))
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
