package fovea.explain.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.FoveaException;
import fovea.graph.type.TensorType;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.zoo.Zoo;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainedNetworkTest {

  @Test
  void lastConvolutionIncludesWhatCompletesIt() {
    assertEquals("layer4", last("resnet18", 64));
    assertEquals("features", last("mobilenet_v2", 64));
    assertEquals("features.19", last("vgg11", 64));
    assertEquals("layer3", last("cifar_resnet20", 32));
  }

  private static String last(String name, int size) {
    return ExplainedNetwork.of(Zoo.create(name), TensorType.f32(1, 3, size, size))
        .layers()
        .lastConvolution()
        .name();
  }

  @Test
  void namesLayersThatHaveNoMaps() {
    FeatureLayers layers =
        ExplainedNetwork.of(Zoo.create("resnet18"), TensorType.f32(1, 3, 64, 64)).layers();
    assertEquals(512, layers.require("layer4").units());
    assertTrue(layers.require("layer4.1.relu").height() == 2);
    String unknown =
        assertThrows(FoveaException.class, () -> layers.require("layer5")).getMessage();
    assertTrue(unknown.contains("did you mean layer"), unknown);
    String flat = assertThrows(FoveaException.class, () -> layers.require("fc")).getMessage();
    assertTrue(flat.contains("expected maps") && flat.contains("layer4"), flat);
  }

  @Test
  void sayThatThereIsNoConvolution() {
    var dense = Sequential.of(new Flatten(), new Linear(12, 3));
    FeatureLayers layers = ExplainedNetwork.of(dense, TensorType.f32(1, 3, 2, 2)).layers();
    String none = assertThrows(FoveaException.class, layers::lastConvolution).getMessage();
    assertTrue(none.contains("convolutions"), none);
  }

  @Test
  void weighsScores() {
    var dense = Sequential.of(new Flatten(), new Linear(12, 3));
    ExplainedNetwork subject = ExplainedNetwork.of(dense, TensorType.f32(1, 3, 2, 2));
    var weights =
        ClassTarget.weights(subject, List.of(new ClassTarget("b", 1), new ClassTarget("c", 2, -1)));
    assertEquals(List.of(0.0, 1.0, 0.0, 0.0, 0.0, -1.0), boxed(weights.doubles()));
    assertThrows(
        FoveaException.class, () -> ClassTarget.weights(subject, List.of(new ClassTarget("d", 3))));
  }

  @Test
  void takesPicturesOfAnotherSize() {
    ExplainedNetwork subject =
        ExplainedNetwork.of(Zoo.create("resnet18"), TensorType.f32(1, 3, 64, 64)).size(96, 128);
    assertEquals(TensorType.f32(2, 3, 96, 128), subject.input(2));
    assertEquals(4, subject.layers().require("layer4").width());
    var dense = Sequential.of(new Flatten(), new Linear(12, 3));
    ExplainedNetwork fixed = ExplainedNetwork.of(dense, TensorType.f32(1, 3, 2, 2));
    assertThrows(FoveaException.class, () -> fixed.size(4, 4));
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
