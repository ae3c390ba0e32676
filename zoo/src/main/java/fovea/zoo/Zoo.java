package fovea.zoo;

import fovea.data.Nearest;
import fovea.graph.FoveaException;
import fovea.train.Blueprint;
import fovea.zoo.Network.PictureSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Networks by the names that users type; torchvision's names where it has the network. */
public final class Zoo {
  private static final Arguments DIGITS = new Arguments(10, 1, 28, 28);
  private static final Arguments CIFAR = new Arguments(10, 3, 32, 32);
  private static final Arguments IMAGENET = new Arguments(1000, 3, 224, 224);

  private static final SequencedMap<String, Network> NETWORKS =
      Stream.of(
              dense(),
              lenets(),
              resnets(),
              cifar("cifar_resnet", CifarResNet::resnet),
              cifar("cifar_plain", CifarResNet::plain))
          .flatMap(family -> family)
          .collect(
              Collectors.toMap(Network::name, n -> n, (first, _) -> first, LinkedHashMap::new));

  private Zoo() {}

  /** All networks, family by family. */
  public static List<Network> networks() {
    return List.copyOf(NETWORKS.values());
  }

  /** The names of all networks. */
  public static List<String> names() {
    return List.copyOf(NETWORKS.keySet());
  }

  /**
   * The network of that name.
   *
   * @throws FoveaException if there is none; the message suggests the nearest name
   */
  public static Network network(String name) {
    Network network = NETWORKS.get(name);
    if (network == null) {
      throw FoveaException.here(
          "there is no network named \"" + name + '"',
          nearest(name)
              .map(known -> "did you mean " + known + "?")
              .orElse("use one of " + String.join(", ", names())));
    }
    return network;
  }

  /**
   * Makes a network for given classes and pictures.
   *
   * @throws FoveaException if there is none of that name, or it cannot have these arguments
   */
  public static Classifier create(String name, Arguments arguments) {
    return network(name).create(arguments);
  }

  /**
   * Makes the network of a model file.
   *
   * @throws FoveaException if there is none of that name, or it cannot have these arguments
   */
  public static Classifier create(Blueprint saved) {
    return create(saved.name(), Arguments.parse(saved.arguments()));
  }

  /** Makes a network for what it was published for. */
  public static Classifier create(String name) {
    return create(name, network(name).defaults());
  }

  /** The known name that is nearest to a mistyped one, if any is near. */
  public static Optional<String> nearest(String name) {
    return Nearest.to(name, names());
  }

  private static Stream<Network> dense() {
    return Stream.of(
        new Network("softmax", "Dense", DIGITS, PictureSize.CHOSEN, SoftmaxRegression::new),
        new Network("mlp", "Dense", DIGITS, PictureSize.CHOSEN, Mlp::new));
  }

  private static Stream<Network> lenets() {
    Arguments input = DIGITS.size(32, 32);
    return Stream.of(
        new Network("lenet5", "LeNet", input, PictureSize.FIXED, LeNet5::modern),
        new Network("lenet5_classic", "LeNet", input, PictureSize.FIXED, LeNet5::classic));
  }

  private static Stream<Network> resnets() {
    return Stream.of(
        resnet("resnet18", ResNet::resnet18),
        resnet("resnet34", ResNet::resnet34),
        resnet("resnet50", ResNet::resnet50),
        resnet("resnet101", ResNet::resnet101),
        resnet("resnet152", ResNet::resnet152),
        resnet("plain18", ResNet::plain18),
        resnet("plain34", ResNet::plain34));
  }

  private static Network resnet(String name, IntFunction<ResNet> make) {
    return new Network(
        name,
        "ResNet",
        IMAGENET,
        PictureSize.FREE,
        data -> make.apply(data.classes()).channels(data.channels()));
  }

  private static Stream<Network> cifar(
      String prefix, BiFunction<Integer, Integer, CifarResNet> make) {
    return Stream.of(20, 32, 44, 56, 110, 1202)
        .map(
            depth ->
                new Network(
                    prefix + depth,
                    "CIFAR ResNet",
                    CIFAR,
                    PictureSize.FREE,
                    data -> make.apply(depth, data.classes()).channels(data.channels())));
  }
}
