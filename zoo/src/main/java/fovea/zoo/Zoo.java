package fovea.zoo;

import fovea.error.Nearest;
import fovea.graph.type.FoveaException;
import fovea.graph.type.NamePattern;
import fovea.model.Blueprint;
import fovea.zoo.airbench.Airbench;
import fovea.zoo.alexnet.AlexNet;
import fovea.zoo.basic.LeNet5;
import fovea.zoo.basic.Mlp;
import fovea.zoo.basic.SoftmaxRegression;
import fovea.zoo.basic.ToyNet;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.NetworkSpec;
import fovea.zoo.catalog.ZooNetwork;
import fovea.zoo.inception.InceptionResNetV2;
import fovea.zoo.inception.InceptionV3;
import fovea.zoo.inception.Xception;
import fovea.zoo.mobile.MobileNetV2;
import fovea.zoo.mobile.SqueezeNet;
import fovea.zoo.resnet.CifarResNet;
import fovea.zoo.resnet.ResNet;
import fovea.zoo.vgg.Vgg;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Networks by the names that users type; torchvision's names where it has the network. Wherever a
 * name is asked for, options may follow it: {@code mobilenet_v2:width=0.35,padding=same}.
 */
public final class Zoo {
  private static final SequencedMap<String, Architecture> NETWORKS =
      Stream.of(
              SoftmaxRegression.networks(),
              Mlp.networks(),
              ToyNet.networks(),
              LeNet5.networks(),
              AlexNet.networks(),
              Vgg.networks(),
              ResNet.networks(),
              CifarResNet.networks(),
              Airbench.networks(),
              InceptionV3.networks(),
              InceptionResNetV2.networks(),
              Xception.networks(),
              MobileNetV2.networks(),
              SqueezeNet.networks())
          .flatMap(family -> family)
          .collect(
              Collectors.toMap(
                  Architecture::name, n -> n, (first, _) -> first, LinkedHashMap::new));

  private Zoo() {}

  /** All networks, family by family. */
  public static List<Architecture> architectures() {
    return List.copyOf(NETWORKS.values());
  }

  /** The names of all networks. */
  public static List<String> names() {
    return List.copyOf(NETWORKS.keySet());
  }

  /**
   * The networks whose name fits {@code pattern}, in which {@code *} stands for any characters and
   * {@code ?} for one, as in {@code resnet*}; none if there are none. A name with options after it
   * stands for itself.
   *
   * @throws FoveaException if there is no network of a name that has options, or it has not these
   */
  public static List<Architecture> search(String pattern) {
    if (pattern.contains(":")) {
      return List.of(architecture(pattern));
    }
    var names = new NamePattern(pattern);
    return architectures().stream().filter(n -> names.fits(n.name())).toList();
  }

  /**
   * The network of that name; its defaults have the options that follow the name.
   *
   * @throws FoveaException if there is none, and the message suggests the nearest name; or if it
   *     has not these options, and the message lists those that it has
   */
  public static Architecture architecture(String spec) {
    return architecture(NetworkSpec.parse(spec));
  }

  /**
   * The network of that name; its defaults have the given options.
   *
   * @throws FoveaException as {@link #architecture(String)}
   */
  public static Architecture architecture(NetworkSpec spec) {
    Architecture network = NETWORKS.get(spec.name());
    if (network == null) {
      throw FoveaException.here(
          "there is no network named \"" + spec.name() + '"',
          nearest(spec.name())
              .map(known -> "did you mean " + known + "?")
              .orElse("use one of " + String.join(", ", names())));
    }
    return network.with(spec.options());
  }

  /**
   * Makes a network for given classes and pictures; of options that follow the name and stand in
   * the arguments, too, those in the arguments count.
   *
   * @throws FoveaException if there is none of that name, or it cannot have these arguments
   */
  public static ZooNetwork create(String spec, NetworkArguments arguments) {
    return architecture(spec).create(arguments);
  }

  /**
   * Makes the network of a model file.
   *
   * @throws FoveaException if there is none of that name, or it cannot have these arguments
   */
  public static ZooNetwork create(Blueprint saved) {
    return create(saved.name(), NetworkArguments.parse(saved.arguments()));
  }

  /** Makes a network for what it was published for. */
  public static ZooNetwork create(String spec) {
    Architecture network = architecture(spec);
    return network.create(network.defaults());
  }

  /** The known name that is nearest to a mistyped one, if any is near. */
  public static Optional<String> nearest(String name) {
    return Nearest.to(name, names());
  }
}
