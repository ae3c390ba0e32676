package fovea.app.recipe;

import fovea.app.option.NumberReaders;
import fovea.data.DataLoader;
import fovea.data.sampling.Sampling;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which pictures a network sees, and how they are changed. */
public final class PictureOptions {

  @Option(
      names = "--augment",
      paramLabel = "NAME[:KEY=VALUE,...]",
      description = {
        "Data augmentation, in order: such as horizontal_flip+random_crop:padding=2; repeat the"
            + " option or join by a plus sign. usual stands for what suits the data (default), none"
            + " for no change.",
      })
  private List<String> augments = List.of();

  @Option(
      names = "--mix",
      paramLabel = "mixup|cutmix[:KEY=VALUE,...]",
      description =
          "Mix the pictures of a batch and their labels: mixup:alpha=0.2, cutmix:alpha=1; or none.")
  private List<String> mixing = List.of();

  @Option(
      names = "--sampling",
      paramLabel = "shuffled|balanced|bootstrap",
      converter = SamplingReader.class,
      description =
          "Which pictures make an epoch: each once in random order (shuffled, default), as many of"
              + " each class (balanced), or as many as there are, drawn once with replacement"
              + " (bootstrap).")
  private Optional<Sampling> sampling = Optional.empty();

  @Option(
      names = "--loader-threads",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description =
          "Threads that prepare batches ahead (default: as many as the kernels leave free).")
  private Optional<Integer> threads = Optional.empty();

  /** The settings as the user wants them. */
  public PictureSettings applyTo(PictureSettings usual) {
    return new PictureSettings(
        usual.centered(),
        augments.isEmpty()
            ? usual.augmentation()
            : Typed.value("--augment", () -> Typed.augmentations(augments, usual.augmentation())),
        mixing.isEmpty() ? usual.mixing() : Typed.value("--mix", () -> Typed.mixing(mixing)),
        sampling.orElse(usual.sampling()));
  }

  /** The loader with as many threads as the user wants. */
  public DataLoader threads(DataLoader loader) {
    return threads
        .map(count -> Typed.value("--loader-threads", () -> loader.threads(count)))
        .orElse(loader);
  }
}
