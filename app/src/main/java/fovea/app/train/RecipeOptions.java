package fovea.app.train;

import fovea.app.option.NameReaders;
import fovea.app.option.NumberReaders;
import fovea.app.option.OptimizerConfig;
import fovea.app.option.OptimizerKind;
import fovea.app.option.ScheduleKind;
import fovea.app.session.UsageException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that change a recipe. */
final class RecipeOptions {

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Number of epochs.")
  private Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Batch size.")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      converter = NameReaders.OptimizerName.class,
      description = "sgd, adam, adamw, rmsprop or adagrad.")
  private Optional<OptimizerKind> optimizer = Optional.empty();

  @Option(
      names = "--lr",
      paramLabel = "X",
      converter = NumberReaders.Positive.class,
      description = "Learning rate, the highest of the schedule.")
  private Optional<Double> rate = Optional.empty();

  @Option(
      names = "--momentum",
      paramLabel = "X",
      converter = NumberReaders.Fraction.class,
      description = "Momentum (sgd and rmsprop).")
  private Optional<Double> momentum = Optional.empty();

  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      converter = NumberReaders.NotNegative.class,
      description = "Weight decay; biases and normalization layers are excluded.")
  private Optional<Double> weightDecay = Optional.empty();

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      converter = NameReaders.ScheduleName.class,
      description = {
        "How the rate changes: constant; step (a tenth after each third of the epochs);"
            + " multi-step (a tenth after 1/2 and 3/4 of them); exponential (down to a"
            + " hundredth); cosine (down to 0); one-cycle (up from a 25th, down to almost 0).",
      })
  private Optional<ScheduleKind> schedule = Optional.empty();

  /** The number of epochs, where the user said so. */
  Optional<Integer> epochs() {
    return epochs;
  }

  /** Whether the user changes anything but the number of epochs. */
  boolean changeMoreThanEpochs() {
    return batch.isPresent()
        || optimizer.isPresent()
        || rate.isPresent()
        || momentum.isPresent()
        || weightDecay.isPresent()
        || schedule.isPresent();
  }

  /**
   * The recipe as the user wants it.
   *
   * @throws UsageException if the options do not fit each other
   */
  Recipe applyTo(Recipe usual) {
    OptimizerConfig optimizerConfig =
        optimizer
            .filter(kind -> kind != usual.optimizerConfig().kind())
            .map(OptimizerKind::defaults)
            .orElse(usual.optimizerConfig());
    if (momentum.isPresent() && !optimizerConfig.kind().hasMomentum()) {
      throw new UsageException(
          "--momentum",
          "expected sgd or rmsprop, which have one, found " + optimizerConfig.kind(),
          "leave it out, or choose another optimizer");
    }
    optimizerConfig = optimizerConfig.rate(rate.orElse(optimizerConfig.rate()));
    optimizerConfig = optimizerConfig.momentum(momentum.orElse(optimizerConfig.momentum()));
    optimizerConfig =
        optimizerConfig.weightDecay(weightDecay.orElse(optimizerConfig.weightDecay()));
    return usual
        .optimizerConfig(optimizerConfig)
        .epochs(epochs.orElse(usual.epochs()))
        .batch(batch.orElse(usual.batch()))
        .schedule(schedule.orElse(usual.schedule()));
  }
}
