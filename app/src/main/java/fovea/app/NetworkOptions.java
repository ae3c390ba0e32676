package fovea.app;

import fovea.data.PictureShape;
import fovea.zoo.Arguments;
import fovea.zoo.Network;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A network that is only looked at, without weights. */
final class NetworkOptions {

  @Parameters(
      paramLabel = "MODEL",
      converter = Named.NetworkName.class,
      description = "Name of the network, such as lenet5 or resnet18.")
  private Optional<Network> network = Optional.empty();

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      converter = Numbers.Dimensions.class,
      description = "Channels, height and width of pictures (default: what it was published for).")
  private Optional<PictureShape> input = Optional.empty();

  @Option(
      names = "--classes",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Number of classes (default: what it was published for).")
  private Optional<Integer> classes = Optional.empty();

  /** The network. */
  Network network() {
    return network.orElseThrow();
  }

  /**
   * What it is to be made for.
   *
   * @throws UsageException if it takes no pictures of that size
   */
  Arguments arguments() {
    Arguments usual = network().defaults();
    PictureShape shape =
        input.orElse(new PictureShape(usual.channels(), usual.height(), usual.width()));
    var wanted =
        new Arguments(
            classes.orElse(usual.classes()), shape.channels(), shape.height(), shape.width());
    if (!network().fit(wanted).equals(wanted)) {
      throw new UsageException(
          "--input",
          "expected pictures of %d × %d, which is all that %s takes, found %d × %d"
              .formatted(
                  usual.height(), usual.width(), network().name(), shape.height(), shape.width()),
          "use --input %dx%dx%d".formatted(shape.channels(), usual.height(), usual.width()));
    }
    return wanted;
  }
}
