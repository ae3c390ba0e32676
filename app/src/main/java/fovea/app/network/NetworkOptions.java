package fovea.app.network;

import fovea.app.option.NameReaders;
import fovea.app.option.NumberReaders;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.data.pixels.PictureShape;
import fovea.hub.Model;
import fovea.hub.settings.OpenSettings;
import fovea.nn.Layer;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** A network that is looked at: one of the zoo, without weights, or that of a model file. */
public final class NetworkOptions {

  @Parameters(
      paramLabel = "MODEL",
      converter = OriginReader.class,
      description =
          "Name of a network, such as lenet5 or mobilenet_v2:width=0.35; or a model file, or the"
              + " folder of a run.")
  private Optional<Origin> origin = Optional.empty();

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      converter = NumberReaders.Dimensions.class,
      description = "Channels, height and width of pictures (default: what it was published for).")
  private Optional<PictureShape> input = Optional.empty();

  @Option(
      names = "--classes",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Number of classes (default: what it was published for).")
  private Optional<Integer> classes = Optional.empty();

  @Mixin private WeightOptions weights;

  /** Where a network comes from. */
  sealed interface Origin {}

  /** One of the zoo. */
  private record Published(Architecture network) implements Origin {}

  /** One that was saved. */
  private record Saved(Path runOrFile) implements Origin {}

  /**
   * What is looked at.
   *
   * @param name of the network
   * @param arguments what it is made for
   * @param network itself
   * @param settings what its file leaves open
   */
  public record Subject(
      String name, NetworkArguments arguments, Layer network, OpenSettings settings) {

    @Override
    public String toString() {
      return name + ", " + arguments;
    }
  }

  /**
   * The network.
   *
   * @throws UsageException if it takes no pictures of the size that the user wants
   */
  public Subject subject(Session session) {
    return switch (origin.orElseThrow()) {
      case Published(Architecture network) -> {
        weights.requireNone(network.name());
        NetworkArguments arguments = arguments(network);
        yield new Subject(
            network.name(), arguments, network.create(arguments), OpenSettings.none());
      }
      case Saved(Path runOrFile) -> {
        input.ifPresent(_ -> refuse("--input", runOrFile));
        classes.ifPresent(_ -> refuse("--classes", runOrFile));
        Model loaded = weights.load(session, runOrFile.toString());
        SettingsText.say(session, loaded.settings());
        yield new Subject(
            loaded.card().blueprint().name(),
            loaded.arguments(),
            loaded.layer(),
            loaded.settings());
      }
    };
  }

  private NetworkArguments arguments(Architecture network) {
    NetworkArguments usual = network.defaults();
    PictureShape shape = input.orElseGet(usual::pictures);
    NetworkArguments wanted =
        usual
            .classes(classes.orElse(usual.classes()))
            .channels(shape.channels())
            .size(shape.height(), shape.width());
    NetworkArguments fitting = network.fit(wanted);
    if (!fitting.equals(wanted)) {
      throw new UsageException(
          "--input",
          String.format(
              Locale.ROOT,
              "expected pictures of %s%d × %d, which is %s that %s takes, found %d × %d",
              network.takesOneSize() ? "" : "at least ",
              fitting.height(),
              fitting.width(),
              network.takesOneSize() ? "all" : "the least",
              network.name(),
              shape.height(),
              shape.width()),
          "use --input " + fitting.dimensions());
    }
    return wanted;
  }

  private static void refuse(String option, Path runOrFile) {
    throw new UsageException(
        option, "goes with the name of a network, " + runOrFile + " has its own", "leave it out");
  }

  /** Reads the name of a network or of a file. */
  static final class OriginReader implements ITypeConverter<Origin> {
    @Override
    public Origin convert(String text) {
      if (!Zoo.names().contains(text) && Files.exists(Path.of(text))) {
        return new Saved(Path.of(text));
      }
      if (text.contains("/") || text.endsWith(".safetensors")) {
        throw new TypeConversionException(
            "there is no file or folder '" + text + "'; check the path");
      }
      return new Published(new NameReaders.NetworkName().convert(text));
    }
  }
}
