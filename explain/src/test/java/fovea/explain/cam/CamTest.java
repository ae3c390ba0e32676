package fovea.explain.cam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.explain.attribution.Heatmap;
import fovea.explain.network.ExplainedNetwork;
import fovea.graph.Tensor;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.activation.Relu;
import fovea.nn.activation.Softmax;
import fovea.nn.layer.AvgPool2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.GlobalAvgPool;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.onnx.OnnxExport;
import fovea.onnx.OnnxNetwork;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.NetworkArguments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CamTest {
  private static final TensorType SMALL = TensorType.f32(1, 3, 16, 16);

  /** Checks that Grad-CAM is CAM over the number of places, and gives CAM. */
  private static Heatmap checkGradCam(Layer network, TensorType type) {
    ExplainedNetwork subject = ExplainedNetwork.of(network, type);
    HostBuffer picture = CamCases.drawn(type, 7);
    Heatmap cam = CamCases.map(new Cam().signed(), subject, picture, 2);
    float[] gradCam = CamCases.map(new GradCam().signed(), subject, picture, 2).values();
    float[] scaled = cam.values();
    float tolerance = 1e-5f * Math.max(cam.max(), -cam.min());
    for (int i = 0; i < scaled.length; i++) {
      assertEquals(scaled[i], gradCam[i] * scaled.length, tolerance);
    }
    return cam;
  }

  private static Layer residual() {
    return Zoo.create("cifar_resnet20", new NetworkArguments(5, 3, 16, 16));
  }

  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"CPU", "REFERENCE"})
  void gradCamIsCamOverTheNumberOfPlaces(Device device) {
    device.use(() -> checkGradCam(residual(), SMALL));
  }

  @Test
  void findsThePoolingInAnyNetwork() {
    checkGradCam(Zoo.create("mobilenet_v2"), TensorType.f32(1, 3, 64, 64));
    checkGradCam(Zoo.create("squeezenet1_1"), TensorType.f32(1, 3, 64, 64));
    checkGradCam(headed(new GlobalAvgPool()), SMALL);
    checkGradCam(headed(new AvgPool2d(14), new Flatten()), SMALL);
    checkGradCam(headed((Layer) x -> x.sum(2, 3)), SMALL);
    checkGradCam(OnnxNetwork.of(OnnxExport.of(residual(), SMALL)), SMALL);
  }

  private static Layer headed(Layer... pooling) {
    Sequential pooled = Sequential.of(pooling);
    Conv2d conv = new Conv2d(3, 4, 3);
    Linear head = new Linear(4, 5);
    return x -> x.apply(conv).apply(new Relu()).apply(pooled).apply(head).apply(new Softmax(1));
  }

  @Test
  void weighsMapsAsTheHeadDoes() {
    HostBuffer picture = CamCases.drawn(CamCases.f64(1, 2, 2, 2), 1);
    HostBuffer weights = HostBuffer.of(CamCases.f64(3, 2), 0, 0, 1, 1, 2, -3);
    ExplainedNetwork subject = ExplainedNetwork.of(CamCases.pooled(weights), picture.type());
    float[] expected = new float[4];
    for (int i = 0; i < 4; i++) {
      double first = Math.max(0, picture.at(i));
      expected[i] = (float) (2 * first - 3 * Math.max(0, picture.at(i + 4)));
    }
    assertArrayEquals(
        expected, CamCases.map(new Cam().signed(), subject, picture, 2).values(), 1e-6f);
    assertEquals("maps", new Cam().on(subject).layer().orElseThrow().name());
  }

  @Test
  void mapsOfTheClassesThemselvesAreTheirOwn() {
    Conv2d conv = new Conv2d(3, 5, 3);
    Layer network = x -> x.apply(conv).mean(2, 3);
    HostBuffer picture = CamCases.drawn(SMALL, 2);
    float[] cam =
        CamCases.map(new Cam().signed(), ExplainedNetwork.of(network, SMALL), picture, 4).values();
    float[] own = Tensor.of(picture).apply(conv).slice(1, 4, 5).floats();
    assertArrayEquals(own, cam, 1e-5f);
  }

  @Test
  void otherHeadsAreRefused() {
    ExplainedNetwork lenet =
        ExplainedNetwork.of(Zoo.create("lenet5"), TensorType.f32(1, 1, 32, 32));
    String message = assertThrows(FoveaException.class, () -> new Cam().on(lenet)).getMessage();
    assertTrue(message.contains("expected global average pooling"), message);
    assertTrue(message.contains("use grad-cam"), message);
    Layer hidden = headed(new GlobalAvgPool(), new Linear(4, 4), new Relu());
    assertThrows(FoveaException.class, () -> new Cam().on(ExplainedNetwork.of(hidden, SMALL)));
    Layer dense = Sequential.of(new Flatten(), new Linear(768, 5));
    assertThrows(FoveaException.class, () -> new Cam().on(ExplainedNetwork.of(dense, SMALL)));
  }
}
