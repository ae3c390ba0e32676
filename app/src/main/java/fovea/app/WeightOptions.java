package fovea.app;

import fovea.data.Preprocessing;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a file with nothing but weights does not say itself. */
final class WeightOptions {

  @Option(
      names = "--arch",
      paramLabel = "NETWORK",
      description =
          "For a file of weights: the network they belong to, such as resnet50 or"
              + " mobilenet_v2:padding=same (default: found by names and shapes).")
  private Optional<String> architecture = Optional.empty();

  @Option(
      names = "--preprocessing",
      paramLabel = "NAME[:SIZE[:SHORT_SIDE]]",
      converter = PreprocessingName.Reader.class,
      description =
          "For a file of weights: how they want pictures: imagenet (torchvision's), tf (-1 to 1),"
              + " caffe (BGR without the mean) or raw (0 to 255).")
  private Optional<PreprocessingName> preprocessing = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "For a file of weights: a file with the name of a class in each line.")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--partial",
      description = "Load the weights that fit, and leave first values where none do.")
  private boolean partial;

  @Option(names = "--mapping", description = "Show what becomes of each tensor of the file.")
  private boolean mapping;

  /** The network, where the user said so. */
  Optional<String> architecture() {
    return architecture;
  }

  /**
   * How pictures are wanted by a network that takes those of {@code size}, where the user said so.
   */
  Optional<Preprocessing> preprocessing(int size) {
    return preprocessing.map(name -> name.of(size));
  }

  /** The file of class names, where the user named one. */
  Optional<Path> labels() {
    return labels;
  }

  /** Whether tensors may be missing, left over, or of another shape. */
  boolean partial() {
    return partial;
  }

  /** Whether to show what becomes of each tensor. */
  boolean mapping() {
    return mapping;
  }

  /**
   * Refuses the options where they have no effect.
   *
   * @throws UsageException if one is given
   */
  void refuseFor(Path file) {
    architecture.ifPresent(_ -> refuse("--arch", file));
    preprocessing.ifPresent(_ -> refuse("--preprocessing", file));
    labels.ifPresent(_ -> refuse("--labels", file));
    if (partial) {
      refuse("--partial", file);
    }
  }

  private static void refuse(String option, Path file) {
    throw new UsageException(
        option,
        "goes with a file of mere weights, " + file + " says it all itself",
        "leave it out");
  }
}
