package fovea.zoo.airbench;

import fovea.graph.Tensor;
import fovea.graph.type.Window;
import fovea.model.Blueprint;
import fovea.nn.activation.Gelu;
import fovea.nn.init.Init;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.Architecture.PictureSize;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.Option;
import fovea.zoo.catalog.Option.Range;
import fovea.zoo.catalog.PublishedResult;
import fovea.zoo.catalog.ZooNetwork;
import java.util.List;
import java.util.stream.Stream;

/**
 * The network of airbench94, which reaches 94 % on CIFAR-10 in ten epochs (Jordan 2024, "94 % on
 * CIFAR-10 in 3.29 seconds on a single GPU"): a convolution 2×2, whose kernels are to be those that
 * whiten patches of the training pictures, and three groups of two convolutions 3×3. Names are
 * those of the original.
 *
 * @param whiten twice as many kernels as a patch has numbers
 * @param layers GELU and the groups
 * @param head from the largest value of each channel to the logits, which are a ninth of it
 */
public record Airbench(Conv2d whiten, Sequential layers, Linear head, Blueprint blueprint)
    implements ZooNetwork {

  /** As users type it. */
  public static final String NAME = "airbench94";

  /** Path of the convolution that whitens. */
  public static final String WHITENING = "whiten";

  /** Paths of the batch norms. */
  public static final List<String> NORMS =
      List.of(
          "layers.1.norm1",
          "layers.1.norm2",
          "layers.2.norm1",
          "layers.2.norm2",
          "layers.3.norm1",
          "layers.3.norm2");

  private static final int PATCH = 2;
  private static final double HEAD_SCALE = 1.0 / 9;

  /** One pixel is left after the three pools. */
  private static final int SMALLEST = 9;

  private Airbench(NetworkArguments arguments) {
    this(
        whitening(arguments.channels()),
        groups(arguments),
        new Linear(width(arguments, 3), arguments.classes()).noBias(),
        Blueprint.custom());
  }

  /** The network, for the list of networks. */
  public static Stream<Architecture> networks() {
    return Stream.of(
        new Architecture(NAME, "airbench", NetworkArguments.CIFAR, Airbench::new)
            .input(new PictureSize.AtLeast(SMALLEST))
            .published(new PublishedResult("Jordan 2024, CIFAR-10", 0.9401, 0, 0))
            .options(width(1, "64"), width(2, "256"), width(3, "256")));
  }

  private static Option width(int group, String channels) {
    return Option.number(
        "block" + group, channels, new Range(1, 4096), "channels of group " + group);
  }

  private static int width(NetworkArguments arguments, int group) {
    return (int) arguments.number("block" + group);
  }

  private static Conv2d whitening(int channels) {
    return new Conv2d(channels, 2 * channels * PATCH * PATCH, PATCH).biasInit(Init.zeros());
  }

  private static Sequential groups(NetworkArguments arguments) {
    int first = width(arguments, 1);
    int second = width(arguments, 2);
    return Sequential.of(
        new Gelu(),
        new ConvGroup(2 * arguments.channels() * PATCH * PATCH, first),
        new ConvGroup(first, second),
        new ConvGroup(second, width(arguments, 3)));
  }

  @Override
  public Tensor features(Tensor x) {
    Tensor maps = x.apply(whiten).apply(layers);
    Window whole = Window.of(maps.shape().dim(2), maps.shape().dim(3));
    return maps.maxPool(whole).flatten(1);
  }

  @Override
  public Tensor classify(Tensor features) {
    return features.apply(head).mul(HEAD_SCALE);
  }

  @Override
  public Airbench head(int classes) {
    return new Airbench(
        whiten, layers, head.outputs(classes), Architecture.headed(blueprint, classes));
  }

  @Override
  public Airbench blueprint(Blueprint blueprint) {
    return new Airbench(whiten, layers, head, blueprint);
  }

  @Override
  public String headPath() {
    return "head";
  }
}
