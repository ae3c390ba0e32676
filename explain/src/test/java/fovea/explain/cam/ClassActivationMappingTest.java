package fovea.explain.cam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.explain.Networks;
import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attribution.Reading;
import fovea.explain.attribution.Attributor;
import fovea.explain.attribution.Heatmap;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.ExplainedNetwork;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.onnx.OnnxExport;
import fovea.onnx.OnnxNetwork;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.NetworkArguments;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for all methods. */
class ClassActivationMappingTest {
  private static final TensorType BATCH = TensorType.f32(3, 3, 16, 16);

  private final ExplainedNetwork subject =
      ExplainedNetwork.of(
          Zoo.create("cifar_resnet20", new NetworkArguments(5, 3, 16, 16)),
          TensorType.f32(1, 3, 16, 16));

  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"CPU", "REFERENCE"})
  void aBatchIsEachPictureByItself(Device device) {
    ExplainedNetwork small =
        ExplainedNetwork.of(Networks.convolutional(5), subject.input(1)).on(device);
    HostBuffer pictures = CamCases.drawn(BATCH, 11);
    long each = BATCH.bytes() / 3;
    var targets =
        List.of(new ClassTarget("a", 0), new ClassTarget("b", 4, -1), new ClassTarget("c", 2));
    for (Attribution method : CamCases.all()) {
      Attributor attributor = method.on(small);
      var all = attributor.of(pictures, ClassTarget.weights(subject, targets));
      for (int i = 0; i < 3; i++) {
        HostBuffer one = new HostBuffer(subject.input(1), pictures.data().asSlice(i * each, each));
        Heatmap alone =
            attributor
                .of(one, ClassTarget.weights(subject, targets.subList(i, i + 1)))
                .map(0, method.reading());
        float[] values = all.map(i, method.reading()).values();
        assertEquals(49, values.length, method.name());
        float tolerance = 1e-4f * Math.max(1e-3f, alone.max());
        assertArrayEquals(alone.values(), values, tolerance, method.name());
      }
    }
  }

  @Test
  void whatOnlySpeaksAgainstTheClassGivesZeros() {
    HostBuffer against = HostBuffer.of(CamCases.f64(1, 3), -1, -2, -3);
    HostBuffer picture = CamCases.drawn(CamCases.f64(1, 3, 4, 4), 5);
    ExplainedNetwork opposed = ExplainedNetwork.of(CamCases.pooled(against), picture.type());
    var methods = List.of(new GradCam(), new GradCamPlusPlus(), new HiResCam(), new LayerCam());
    for (ClassActivationMapping method : methods) {
      Heatmap map = CamCases.map(method, opposed, picture, 0);
      assertFalse(map.hasPositive(), method.name());
      assertTrue(map.isConstant() && map.max() == 0, method.name());
    }
    assertFalse(CamCases.map(new Cam(), opposed, picture, 0).hasPositive());
    assertTrue(CamCases.map(new GradCam().signed(), opposed, picture, 0).min() < 0);
  }

  @Test
  void constantAndEmptyMapsGiveFiniteNumbers() {
    HostBuffer weights = CamCases.drawn(CamCases.f64(2, 3), 6);
    TensorType type = CamCases.f64(1, 3, 4, 4);
    ExplainedNetwork pooled = ExplainedNetwork.of(CamCases.pooled(weights), type);
    for (double value : new double[] {0, 0.7, -2}) {
      HostBuffer picture = HostBuffer.allocate(type);
      for (int i = 0; i < type.shape().elements(); i++) {
        picture.set(i, value);
      }
      for (Attribution method : CamCases.all()) {
        Heatmap map = CamCases.map(method, pooled, picture, 1);
        assertTrue(Float.isFinite(map.min()) && Float.isFinite(map.max()), method.name());
        assertTrue(value > 0 || !map.hasPositive(), method.name());
        assertEquals(map.min(), map.max(), 1e-6f, method.name());
      }
    }
  }

  @Test
  void layersAreNamedAsTheNetworkHasThem() {
    for (ClassActivationMapping method : CamCases.ofLayers()) {
      assertEquals("layer3", method.on(subject).layer().orElseThrow().name());
      Attributor earlier = method.layer("layer1.2.relu").on(subject);
      assertEquals(16, earlier.layer().orElseThrow().height());
      String message =
          assertThrows(FoveaException.class, () -> method.layer("layer4").on(subject)).getMessage();
      assertTrue(message.contains("did you mean layer"), message);
      assertThrows(FoveaException.class, () -> method.layer("linear").on(subject));
    }
    ExplainedNetwork dense =
        ExplainedNetwork.of(
            Sequential.of(new Flatten(), new Linear(12, 2)), TensorType.f32(1, 3, 2, 2));
    String none = assertThrows(FoveaException.class, () -> new GradCam().on(dense)).getMessage();
    assertTrue(none.contains("convolutions"), none);
  }

  @Test
  void networksOfOtherFormatsGiveTheSame() {
    HostBuffer picture = CamCases.drawn(subject.input(1), 12);
    var imported = OnnxNetwork.of(OnnxExport.of(subject.network(), subject.input(1)));
    ExplainedNetwork onnx = ExplainedNetwork.of(imported, subject.input(1));
    var methods = List.of(new GradCamPlusPlus(), new LayerCam(), new ScoreCam().channels(3));
    for (ClassActivationMapping method : methods) {
      assertArrayEquals(
          CamCases.map(method, subject, picture, 3).values(),
          CamCases.map(method, onnx, picture, 3).values(),
          1e-4f,
          method.name());
    }
    String last = onnx.layers().lastConvolution().name();
    assertArrayEquals(
        CamCases.map(new GradCam().layer(last), onnx, picture, 3).values(),
        CamCases.map(new GradCam(), subject, picture, 3).values(),
        1e-4f);
  }

  @Test
  void plainNetworksHaveMaps() {
    ExplainedNetwork lenet =
        ExplainedNetwork.of(Zoo.create("lenet5"), TensorType.f32(1, 1, 32, 32));
    HostBuffer picture = CamCases.drawn(lenet.input(1), 1);
    for (ClassActivationMapping method : CamCases.ofLayers()) {
      Heatmap map = CamCases.map(method, lenet, picture, 3);
      assertTrue(map.height() > 1 && Float.isFinite(map.max()), method.name());
    }
  }

  @Test
  void namesAndReadings() {
    Set<String> names = new HashSet<>();
    for (Attribution method : CamCases.all()) {
      assertTrue(names.add(method.name()), method.name());
      assertEquals(Reading.POSITIVE, method.reading());
      assertEquals(!method.name().equals("eigen-cam"), method.usesClass());
    }
    assertEquals(Reading.SIGNED, new Cam().signed().reading());
    assertEquals(Reading.SIGNED, new LayerCam().layer("layer1").signed().reading());
  }
}
