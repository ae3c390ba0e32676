package fovea.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.keras.PlainKeras.Tensor;
import fovea.nn.Layer;
import fovea.nn.StateDict;
import fovea.zoo.Zoo;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of Keras Applications, as a graph and in the zoo, against plain loops. */
class ApplicationsTest {

  /**
   * A network.
   *
   * @param count of its parameters, as Keras says
   * @param size of the picture that it is tried on
   */
  record Case(String name, long count, int size, BiFunction<Applications, Tensor, Tensor> build) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "mobilenet_v2:width=1,padding=same,epsilon=0.001",
            3_538_984,
            65,
            (a, x) -> a.mobileNetV2(x, 1, 1000)),
        new Case(
            "mobilenet_v2:width=0.35,padding=same,epsilon=0.001",
            1_691_208,
            96,
            (a, x) -> a.mobileNetV2(x, 0.35, 1000)),
        new Case("resnet50:stride=1x1", 25_636_712, 65, (a, x) -> a.resNet(x, false, 3, 4, 6, 3)),
        new Case("xception:padding=same", 22_910_480, 78, (a, x) -> a.xception(x)),
        new Case(
            "inception_v3:aux=false,padding=same", 23_851_784, 75, (a, x) -> a.inceptionV3(x)));
  }

  /** The others. */
  static Stream<Case> largeCases() {
    return Stream.of(
        new Case(
            "mobilenet_v2:width=1.4,padding=same,epsilon=0.001",
            6_156_712,
            64,
            (a, x) -> a.mobileNetV2(x, 1.4, 1000)),
        new Case("resnet50:stride=1x1", 25_636_712, 64, (a, x) -> a.resNet(x, true, 3, 4, 6, 3)),
        new Case("inceptionresnetv2", 55_873_736, 75, (a, x) -> a.inceptionResNetV2(x)));
  }

  /** VGG is large, so it is narrowed; its first dense layer sees a picture. */
  @ParameterizedTest
  @ValueSource(ints = {16, 19})
  void vgg(int depth) throws Exception {
    int[] stages = depth == 16 ? new int[] {2, 2, 3, 3, 3} : new int[] {2, 2, 4, 4, 4};
    PlainKeras keras = new PlainKeras(12);
    Tensor input = keras.input(224, 224, 3);
    Tensor output = new Applications(keras).vgg(input, 2, stages);

    KerasModel.ZooWeights weights = (KerasModel.ZooWeights) KerasModel.of(keras.file().read());

    assertEquals("vgg" + depth, weights.network());
    assertTrue(weights.pixels().blueFirst());
    float[] ours = weights.values().get("classifier.0.weight").toFloats();
    float[] theirs = keras.file().values("fc1", "kernel");
    int unit = 5;
    for (int c = 0; c < 16; c++) {
      for (int pixel = 0; pixel < 49; pixel++) {
        float expected = theirs[(pixel * 16 + c) * 128 + unit];
        assertEquals(expected, ours[unit * 49 * 16 + c * 49 + pixel]);
      }
    }
    Set<String> names = StateDict.shapes(Zoo.create("vgg" + depth)).keySet();
    assertEquals(names, weights.values().keySet());
    check(keras, input, output);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computeAsKeras(Case network) throws Exception {
    compare(network);
  }

  @ParameterizedTest
  @Tag("long")
  @MethodSource("largeCases")
  void largeNetworksComputeAsKeras(Case network) throws Exception {
    compare(network);
  }

  private static void compare(Case network) throws Exception {
    PlainKeras keras = new PlainKeras(11);
    Tensor input = keras.input(network.size, network.size, 3);
    Tensor output = network.build.apply(new Applications(keras), input);

    assertEquals(network.count, keras.file().count());
    KerasModel.ZooWeights weights = (KerasModel.ZooWeights) KerasModel.of(keras.file().read());
    assertEquals(network.name, weights.network());
    assertEquals(1000, weights.classes());
    float[] picture = PlainKeras.channelsFirst(input);
    Layer zoo = Engine.network(weights);
    Compare.close(output.values(), Engine.run(zoo, picture, 1, 3, network.size, network.size));
    check(keras, input, output);
  }

  private static void check(PlainKeras keras, Tensor input, Tensor output) throws Exception {
    var graph = (KerasModel.Graph) KerasModel.of(keras.model(output).read());
    try (var runtime = new OnnxRuntime(graph.model())) {
      float[] logits =
          runtime.run(PlainKeras.channelsFirst(input), 1, 3, input.height(), input.width());
      Compare.close(output.values(), logits);
    }
  }
}
