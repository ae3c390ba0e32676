package fovea.zoo.resnet;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.model.Blueprint;
import fovea.nn.Layer;
import fovea.nn.init.Init;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.nn.layer.StochasticDepth;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.Option;
import fovea.zoo.catalog.PublishedResult;
import fovea.zoo.catalog.ZooNetwork;
import fovea.zoo.resnet.CifarDesign.Shortcuts;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Residual network for small pictures (He et al. 2015, section 4.2) and its plain twin: three
 * stages of {@code n} blocks with 16, 32 and 64 channels, {@code 6 n + 2} layers. Shortcuts have no
 * parameters (option A), or are convolutions 1×1 where the shape changes (option B). Names are
 * those of the widely used weights for CIFAR-10.
 */
public record CifarResNet(
    Conv2d conv1,
    BatchNorm2d bn1,
    Sequential layer1,
    Sequential layer2,
    Sequential layer3,
    Linear linear,
    Blueprint blueprint)
    implements ZooNetwork {

  /** Depths that have a name. */
  private static final List<Integer> DEPTHS = List.of(20, 32, 44, 56, 110, 1202);

  private static final String PROJECTED = "B";
  private static final Option SHORTCUT =
      Option.words(
          "shortcut", "between stages: A pads with zeros, B is a convolution 1x1", "A", PROJECTED);
  private static final Option DEPTH = Option.stochasticDepth();

  /**
   * A network of {@code depth} layers.
   *
   * @throws FoveaException if the depth is not 6 n + 2
   */
  public static CifarResNet resnet(int depth, int classes) {
    NetworkArguments made = NetworkArguments.CIFAR.classes(classes);
    return CifarDesign.of(Shortcuts.PADDED).make(depth, classes).named("cifar_resnet", depth, made);
  }

  /**
   * The same with projections as shortcuts between the stages (option B).
   *
   * @throws FoveaException if the depth is not 6 n + 2
   */
  public static CifarResNet projecting(int depth, int classes) {
    NetworkArguments made = NetworkArguments.CIFAR.classes(classes).option("shortcut", PROJECTED);
    CifarResNet network = CifarDesign.of(Shortcuts.PROJECTED).make(depth, classes);
    return network.named("cifar_resnet", depth, made);
  }

  /**
   * The same without shortcuts.
   *
   * @throws FoveaException if the depth is not 6 n + 2
   */
  public static CifarResNet plain(int depth, int classes) {
    NetworkArguments made = NetworkArguments.CIFAR.classes(classes);
    return CifarDesign.of(Shortcuts.NONE).make(depth, classes).named("cifar_plain", depth, made);
  }

  /** All of the paper's table 6, for the list of networks. */
  public static Stream<Architecture> networks() {
    return Stream.concat(
        Stream.of(
            residual(20, 0.9125),
            residual(32, 0.9249),
            residual(44, 0.9283),
            residual(56, 0.9303),
            residual(110, 0.9357),
            residual(1202, 0.9207)),
        DEPTHS.stream()
            .map(depth -> network("cifar_plain" + depth, data -> plain(depth, data.classes()))));
  }

  private static Architecture residual(int depth, double accuracy) {
    return network("cifar_resnet" + depth, data -> design(data).make(depth, data.classes()))
        .published(new PublishedResult("He et al. 2015, CIFAR-10", accuracy, 0, 0))
        .options(SHORTCUT, ResNetParts.ZERO_INIT, DEPTH);
  }

  private static CifarDesign design(NetworkArguments data) {
    boolean projects = data.text(SHORTCUT.name()).equals(PROJECTED);
    return CifarDesign.of(projects ? Shortcuts.PROJECTED : Shortcuts.PADDED)
        .zeroInit(data.flag(ResNetParts.ZERO_INIT.name()))
        .dropped(data.number(DEPTH.name()));
  }

  private static Architecture network(String name, Function<NetworkArguments, CifarResNet> make) {
    return new Architecture(
        name,
        "CIFAR ResNet",
        NetworkArguments.CIFAR,
        data -> make.apply(data).channels(data.channels()));
  }

  /** For pictures with another number of channels. */
  public CifarResNet channels(int channels) {
    Conv2d stem = ResNetParts.conv(channels, 16, 3, 1);
    return new CifarResNet(
        stem, bn1, layer1, layer2, layer3, linear, Architecture.colored(blueprint, channels));
  }

  @Override
  public Tensor features(Tensor x) {
    Tensor y = x.apply(conv1).apply(bn1).relu().apply(layer1).apply(layer2).apply(layer3);
    return y.adaptiveAveragePool(1, 1).flatten(1);
  }

  @Override
  public Tensor classify(Tensor features) {
    return features.apply(linear);
  }

  @Override
  public CifarResNet head(int classes) {
    return new CifarResNet(
        conv1,
        bn1,
        layer1,
        layer2,
        layer3,
        linear.outputs(classes),
        Architecture.headed(blueprint, classes));
  }

  @Override
  public CifarResNet blueprint(Blueprint blueprint) {
    return new CifarResNet(conv1, bn1, layer1, layer2, layer3, linear, blueprint);
  }

  @Override
  public String headPath() {
    return "linear";
  }

  private CifarResNet named(String family, int depth, NetworkArguments made) {
    return DEPTHS.contains(depth)
        ? blueprint(new Blueprint(family + depth, made.toString()))
        : this;
  }

  /**
   * Two convolutions 3×3 and a shortcut around them.
   *
   * @param dropped probability that training leaves the convolutions out
   */
  record ResidualBlock(
      Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, BatchNorm2d bn2, Layer shortcut, double dropped)
      implements Layer {

    /** With a shortcut that pads with zeros. */
    ResidualBlock(int in, int width, int stride) {
      this(
          ResNetParts.conv(in, width, 3, stride),
          new BatchNorm2d(width),
          ResNetParts.conv(width, width, 3, 1),
          new BatchNorm2d(width),
          new Shortcut(stride, width - in),
          0);
    }

    /** With another shortcut. */
    ResidualBlock shortcut(Layer shortcut) {
      return new ResidualBlock(conv1, bn1, conv2, bn2, shortcut, dropped);
    }

    /** With another first value for the scale of the last norm. */
    ResidualBlock lastNorm(Init scale) {
      return new ResidualBlock(conv1, bn1, conv2, bn2.init(scale), shortcut, dropped);
    }

    /** With another probability that training leaves the convolutions out. */
    ResidualBlock dropped(double dropped) {
      return new ResidualBlock(conv1, bn1, conv2, bn2, shortcut, dropped);
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x.apply(conv1).apply(bn1).relu().apply(conv2).apply(bn2);
      return new StochasticDepth(dropped).forward(y).add(x.apply(shortcut)).relu();
    }
  }

  /** Takes every {@code stride}-th pixel and adds {@code channels} of zeros, half on each side. */
  record Shortcut(int stride, int channels) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x;
      if (stride > 1) {
        y = y.slice(2, 0, x.shape().dim(2), stride).slice(3, 0, x.shape().dim(3), stride);
      }
      return channels == 0 ? y : y.pad(1, channels / 2, channels - channels / 2);
    }
  }
}
