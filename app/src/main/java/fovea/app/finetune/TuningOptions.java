package fovea.app.finetune;

import fovea.app.config.RunOptions;
import fovea.app.option.NameReaders;
import fovea.app.option.NumberReaders;
import fovea.app.session.UsageException;
import fovea.data.photo.PhotoFolders;
import fovea.format.JsonObject;
import fovea.hub.finetune.FineTune;
import fovea.hub.finetune.FineTuneRecipe;
import fovea.hub.finetune.Freeze;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Options that say what comes after the head has learned. */
final class TuningOptions {

  /** Options beside those in groups that are for what comes after the head has learned. */
  private static final Set<String> FOR_TUNING =
      Stream.concat(
              Stream.of("--epochs", "--batch", "--head-lr", "--base-lr"),
              RunOptions.TRAINING.stream())
          .collect(Collectors.toUnmodifiableSet());

  @Option(
      names = "--quick",
      description =
          "Train the new head alone, from features that are computed once: seconds. The same as"
              + " --freeze all.")
  private boolean quick;

  @Option(
      names = "--best",
      description = "Tune three times as many epochs as usual; the time is said before.")
  private boolean best;

  @Option(
      names = "--freeze",
      paramLabel = "early|all|none|LAYER",
      converter = NameReaders.FreezeText.class,
      description =
          "What to freeze: the early layers (default), which have an eighth of the parameters, all"
              + " but the new head, none, or everything up to a layer and that, such as layer3 or"
              + " features.13.")
  private Freeze freeze = new Freeze.Early();

  @Option(
      names = "--unfreeze-after",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Epochs of fine-tuning after which the frozen layers are unfrozen.")
  private Optional<Integer> unfreezeAfter = Optional.empty();

  @Option(
      names = "--head-lr",
      paramLabel = "X",
      converter = NumberReaders.Positive.class,
      description =
          "Learning rate of the new head while the rest is tuned (default: that of the optimizer,"
              + " 0.001).")
  private Optional<Double> headRate = Optional.empty();

  @Option(
      names = "--base-lr",
      paramLabel = "X",
      converter = NumberReaders.Positive.class,
      description = "Learning rate of all other layers (default: a tenth of that of the head).")
  private Optional<Double> baseRate = Optional.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Epochs of fine-tuning (default: 3 to 10, more for few photos).")
  private Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Batch size of fine-tuning (default: 32).")
  private int batch = FineTune.BATCH;

  /** How much is done. */
  private FineTuneRecipe recipe() {
    return quick ? FineTuneRecipe.QUICK : best ? FineTuneRecipe.BEST : FineTuneRecipe.STANDARD;
  }

  /** Whether the head alone is to learn, however many photos there are. */
  boolean isHeadAlone() {
    return quick || freeze instanceof Freeze.All;
  }

  Optional<Double> headRate() {
    return headRate;
  }

  int batch() {
    return batch;
  }

  /** Number of epochs as far as options and photos tell; 0 if the head alone learns. */
  int epochs(PhotoFolders folders) {
    return isHeadAlone() ? 0 : epochs.orElseGet(() -> recipe().epochs(folders));
  }

  /**
   * The settings with these.
   *
   * @param rate of the head
   */
  FineTune applyTo(FineTune settings, double rate) {
    FineTune changed = settings.recipe(recipe()).freeze(freeze).batch(batch).headRate(rate);
    FineTune tuned = epochs.map(changed::epochs).orElse(changed);
    FineTune unfreezing = unfreezeAfter.map(tuned::unfreezeAfter).orElse(tuned);
    return baseRate.map(unfreezing::baseRate).orElse(unfreezing);
  }

  /**
   * The options by which these are repeated.
   *
   * @param rate of the head
   * @param epochs of tuning, 0 if the head alone learns
   */
  JsonObject configuration(double rate, int epochs) {
    if (freeze instanceof Freeze.All && !quick) {
      return JsonObject.empty().with("freeze", freeze.toString());
    }
    if (epochs == 0) {
      return JsonObject.empty().with("quick", true).with("best", false);
    }
    return JsonObject.empty()
        .with("freeze", freeze.toString())
        .with("head-lr", rate)
        .with("base-lr", baseRate.orElse(rate * FineTune.BASE_SHARE));
  }

  /** What happens after the head has learned. */
  String then() {
    return unfreezeAfter
        .map(epoch -> "everything is unfrozen after epoch " + epoch)
        .orElse("what is not frozen is tuned");
  }

  /**
   * Checks that they fit each other, and what else is typed.
   *
   * @throws UsageException if an option would have no effect
   */
  void check(ParseResult typed) {
    if (quick && best) {
      throw new UsageException("--quick", "found --best beside it", "leave one of them out");
    }
    if (unfreezeAfter.isPresent() && !(freeze instanceof Freeze.UpTo)) {
      throw new UsageException(
          "--unfreeze-after",
          "expected a layer up to which something is frozen, found --freeze " + freeze,
          "name one by --freeze, such as layer3 or features.13");
    }
    Optional<String> tuning =
        typed.matchedOptions().stream()
            .filter(TuningOptions::isForTuning)
            .map(OptionSpec::longestName)
            .findFirst();
    if (tuning.isPresent() && isHeadAlone()) {
      throw new UsageException(
          tuning.get(),
          "is for what comes after the head has learned, and %s leaves nothing"
              .formatted(quick ? "--quick" : "--freeze all"),
          "leave one of them out");
    }
  }

  /** Whether an option changes anything beside others that are typed. */
  static boolean hasEffect(OptionSpec option, Map<String, String> typed) {
    boolean unfreezes = option.longestName().equals("--unfreeze-after");
    String wanted = typed.getOrDefault("--freeze", "");
    if (typed.containsKey("--quick")) {
      return !unfreezes && !isForTuning(option);
    }
    return wanted.isEmpty()
        || switch (Freeze.parse(wanted)) {
          case Freeze.All _ -> !unfreezes && !isForTuning(option);
          case Freeze.None _, Freeze.Early _ -> !unfreezes;
          case Freeze.UpTo _ -> true;
        };
  }

  private static boolean isForTuning(OptionSpec option) {
    return option.group() == null
        ? FOR_TUNING.contains(option.longestName())
        : !SplitOptions.has(option) && !TableOptions.has(option);
  }
}
