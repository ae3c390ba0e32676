package fovea.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Classifier;
import fovea.nn.Layer;
import fovea.nn.Param;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.nn.inspect.Intermediates;
import fovea.nn.inspect.Summary;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.NetworkStatistics;
import fovea.zoo.resnet.CifarResNet;
import fovea.zoo.resnet.ResNet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ZooTest {

  static List<String> names() {
    return Zoo.names();
  }

  @ParameterizedTest
  @CsvSource({
    "softmax, 7850",
    "mlp, 636010",
    "lenet5, 61706",
    "lenet5_classic, 61706",
    "resnet18, 11689512",
    "resnet34, 21797672",
    "resnet50, 25557032",
    "resnet101, 44549160",
    "resnet152, 60192808",
    "plain18, 11515688",
    "plain34, 21623848",
    "cifar_resnet20, 269722",
    "cifar_resnet32, 464154",
    "cifar_resnet44, 658586",
    "cifar_resnet56, 853018",
    "cifar_resnet110, 1727962",
    "cifar_resnet1202, 19421274",
    "cifar_plain20, 269722",
    "cifar_plain56, 853018",
    "xception, 22855952",
    "inceptionresnetv2, 55845001"
  })
  void parameterCountsAreThePublishedOnes(String name, long expected) {
    assertEquals(expected, Parameters.count(Zoo.create(name)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void forwardPassesGiveOneNumberPerClass(String name) {
    NetworkArguments defaults = Zoo.architecture(name).defaults();
    assertEquals(Shape.of(2, defaults.classes()), outputShape(name, defaults));
  }

  @ParameterizedTest
  @MethodSource("names")
  void channelsClassesAndSizesFollowTheData(String name) {
    Architecture network = Zoo.architecture(name);
    for (int channels : new int[] {1, 3}) {
      NetworkArguments data = network.fit(new NetworkArguments(7, channels, 28, 28));
      assertEquals(Shape.of(2, 7), outputShape(name, data));
      assertEquals(data, network.fit(data));
    }
  }

  private static Shape outputShape(String name, NetworkArguments a) {
    Tensor x = Tensor.full(TensorType.f32(2, a.channels(), a.height(), a.width()), 0);
    return x.apply(Zoo.create(name, a)).shape();
  }

  @Test
  void resnetsHaveTorchvisionsNames() {
    Layer network = Zoo.create("resnet18");
    List<String> names = List.copyOf(StateDict.shapes(network).keySet());
    assertEquals(122, names.size());
    assertEquals(62, Parameters.of(network).size());
    assertEquals(
        List.of(
            "conv1.weight",
            "bn1.weight",
            "bn1.bias",
            "bn1.running_mean",
            "bn1.running_var",
            "bn1.num_batches_tracked",
            "layer1.0.conv1.weight"),
        names.subList(0, 7));
    assertTrue(names.contains("layer2.0.downsample.1.num_batches_tracked"));
    assertFalse(names.contains("layer1.0.downsample.0.weight"));
    assertEquals("fc.bias", names.getLast());
    assertTrue(Parameters.of(Zoo.create("resnet50")).containsKey("layer1.0.downsample.0.weight"));
  }

  @Test
  void cifarResnetsHaveTheNamesOfThePublishedWeights() {
    List<String> names = List.copyOf(Parameters.of(Zoo.create("cifar_resnet20")).keySet());
    assertEquals("conv1.weight", names.getFirst());
    assertTrue(names.containsAll(List.of("bn1.bias", "layer3.2.conv2.weight", "linear.weight")));
    assertEquals(names, List.copyOf(Parameters.of(Zoo.create("cifar_plain20")).keySet()));
  }

  @Test
  void theDeepestNetworkHasGradients() {
    Layer network = Zoo.create("cifar_resnet1202");
    Tensor x = Tensor.full(TensorType.f32(1, 3, 32, 32), 0);
    Tensor y = x.apply(network);
    List<Tensor> weights = Parameters.of(network).values().stream().map(Param::tensor).toList();
    assertEquals(weights.size(), y.sum().gradients(weights).size());
  }

  @Test
  void anotherClassifierKeepsTheRest() {
    ResNet network = ResNet.resnet18(1000);
    ResNet transferred = network.head(2);
    Parameters.freeze(transferred, "");
    Parameters.unfreeze(transferred, "fc");
    assertEquals(network.conv1(), transferred.conv1());
    TensorType input = TensorType.f32(1, 3, 64, 64);
    assertEquals(1026, Summary.of(transferred, input).trainable());
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNewHeadIsAllThatIsNew(String name) {
    NetworkArguments data = Zoo.architecture(name).fit(new NetworkArguments(7, 3, 28, 28));
    Classifier old = Zoo.create(name, data);
    Classifier headed = old.head(3);
    var shapes = StateDict.shapes(headed);
    assertEquals(StateDict.shapes(Zoo.create(name, data.classes(3))), shapes);
    var before = Parameters.of(old);
    Parameters.of(headed)
        .forEach(
            (path, param) -> {
              boolean head = headed.headPaths().stream().anyMatch(h -> path.startsWith(h + "."));
              assertEquals(!head, param == before.get(path), path);
            });
    assertTrue(shapes.containsKey(headed.headPath() + ".weight"));
    assertThrows(FoveaException.class, () -> old.head(0));
  }

  @ParameterizedTest
  @MethodSource("names")
  void featuresAndHeadMakeTheNetwork(String name) {
    NetworkArguments data = Zoo.architecture(name).fit(new NetworkArguments(7, 1, 28, 28));
    Classifier network = Zoo.create(name, data);
    Tensor x = Tensor.full(TensorType.f32(2, 1, data.height(), data.width()), 0);
    Tensor features = network.apply(network::features, x);
    Tensor logits = network.apply(network::classify, features);
    assertEquals(Shape.of(2, 7), logits.shape());
    Tensor head = Intermediates.of(network, network.headPath()).apply(x).get(network.headPath());
    assertEquals(7, head.shape().dim(1));
  }

  @Test
  void lenetAsksForPicturesOf32() {
    NetworkArguments mnist = new NetworkArguments(10, 1, 28, 28);
    assertEquals(mnist.size(32, 32), Zoo.architecture("lenet5").fit(mnist));
    assertEquals(mnist, Zoo.architecture("mlp").fit(mnist));
    String message =
        assertThrows(FoveaException.class, () -> Zoo.create("lenet5", mnist)).getMessage();
    assertEquals("lenet5: takes pictures of 32x32, not of 28x28; pad or resize them", message);
  }

  @Test
  void lenetHasTheShapesOfTheLectures() {
    List<String> shapes =
        Summary.of(Zoo.create("lenet5"), TensorType.f32(1, 1, 32, 32)).rows().stream()
            .filter(row -> !row.kind().equals("Relu"))
            .map(row -> row.output().toString())
            .toList();
    assertEquals(
        List.of(
            "[1, 6, 28, 28]",
            "[1, 6, 14, 14]",
            "[1, 16, 10, 10]",
            "[1, 16, 5, 5]",
            "[1, 400]",
            "[1, 120]",
            "[1, 84]",
            "[1, 10]"),
        shapes);
  }

  @ParameterizedTest
  @CsvSource({"resnet18, 1814073344", "resnet50, 4089184256", "lenet5, 416520"})
  void multiplyAddsAreThePublishedOnes(String name, long expected) {
    NetworkArguments a = Zoo.architecture(name).defaults();
    TensorType input = TensorType.f32(1, a.channels(), a.height(), a.width());
    Summary summary = Summary.of(Zoo.create(name), input);
    assertEquals(expected, summary.multiplyAdds());
    assertEquals(
        summary.parameters(), summary.rows().stream().mapToLong(Summary.Row::parameters).sum());
  }

  @Test
  void mistypedNamesGetASuggestion() {
    assertEquals(Optional.of("lenet5"), Zoo.nearest("LeNet-5"));
    assertEquals(Optional.of("resnet18"), Zoo.nearest("resnet-18"));
    assertEquals(Optional.of("cifar_resnet20"), Zoo.nearest("cifar_resent20"));
    assertEquals(Optional.empty(), Zoo.nearest("transformer"));
    String near = assertThrows(FoveaException.class, () -> Zoo.create("lenet")).getMessage();
    assertEquals("there is no network named \"lenet\"; did you mean lenet5?", near);
    String far = assertThrows(FoveaException.class, () -> Zoo.create("transformer")).getMessage();
    assertTrue(far.contains("use one of softmax, mlp"), far);
  }

  @Test
  void depthsOfCifarNetworksAreChecked() {
    assertThrows(FoveaException.class, () -> CifarResNet.resnet(21, 10));
    assertThrows(FoveaException.class, () -> CifarResNet.plain(2, 10));
  }

  @Test
  void namesAreFoundByWildcards() {
    assertEquals(
        List.of("vgg16", "vgg16_bn", "vgg19", "vgg19_bn"),
        Zoo.search("vgg1?*").stream()
            .map(Architecture::name)
            .filter(n -> n.compareTo("vgg16") >= 0)
            .toList());
    assertEquals(List.of("toy"), Zoo.search("toy").stream().map(Architecture::name).toList());
    assertEquals(Zoo.architectures(), Zoo.search("*"));
    assertEquals(List.of(), Zoo.search("resnet.*"));
    Architecture narrow = Zoo.search("mobilenet_v2:width=0.35").getFirst();
    assertEquals("mobilenet_v2:width=0.35", narrow.spec().toString());
    assertThrows(FoveaException.class, () -> Zoo.search("mobilenet_v2:depth=3"));
  }

  @ParameterizedTest
  @CsvSource({
    "vgg16, 138357544",
    "inception_v3, 23851784",
    "resnet50, 25636712",
    "xception, 22910480",
    "inceptionresnetv2, 55873736",
    "resnext50_32x4d, 25097128"
  })
  void kerasCountsAreThoseOfTheTableInTheLectures(String spec, long expected) {
    assertEquals(expected, NetworkStatistics.of(Zoo.architecture(spec)).kerasParameters());
  }

  @ParameterizedTest
  @CsvSource({
    "vgg16, 16",
    "vgg19_bn, 19",
    "resnet18, 18",
    "resnet152, 152",
    "resnext50_32x4d, 50",
    "plain34, 34",
    "cifar_resnet1202, 1202",
    "cifar_resnet20:shortcut=B, 20",
    "lenet5, 5",
    "alexnet_original, 8",
    "squeezenet1_0, 18",
    "inception_v3, 48",
    "mobilenet_v2, 53"
  })
  void depthsAreThoseOfTheNames(String spec, int expected) {
    assertEquals(expected, NetworkStatistics.of(Zoo.architecture(spec)).summary().depth());
  }

  @Test
  void receptiveFieldsAreTheKnownOnes() {
    assertEquals(
        List.of("11/4", "11/4", "19/8", "51/8", "51/8", "67/16", "99/16", "99/16", "131/16"),
        fields("alexnet").subList(0, 9));
    assertEquals("195/32", fields("alexnet").get(12));
    assertEquals("212/32", fields("vgg16").get(30));
    assertTrue(fields("resnet50").contains("427/32"));
    assertEquals("224/0", fields("resnet50").getLast());
    assertEquals(
        List.of("5/1", "5/1", "6/2", "14/2", "14/2", "16/4"), fields("lenet5").subList(0, 6));
  }

  private static List<String> fields(String spec) {
    return NetworkStatistics.of(Zoo.architecture(spec)).summary().rows().stream()
        .map(row -> row.receptiveField().vertical())
        .map(axis -> axis.size() + "/" + axis.stride())
        .toList();
  }
}
