package fovea.app;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that change a recipe. */
final class RecipeOptions {

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "How often all pictures are learned from.")
  private Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Pictures in a step.")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      converter = Named.OptimizerName.class,
      description = "sgd, adam, adamw, rmsprop or adagrad.")
  private Optional<OptimizerKind> optimizer = Optional.empty();

  @Option(
      names = "--lr",
      paramLabel = "X",
      converter = Numbers.Positive.class,
      description = "Learning rate, the highest of the schedule.")
  private Optional<Double> rate = Optional.empty();

  @Option(
      names = "--momentum",
      paramLabel = "X",
      converter = Numbers.Fraction.class,
      description = "Share of the last step that is kept (sgd and rmsprop).")
  private Optional<Double> momentum = Optional.empty();

  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      converter = Numbers.NotNegative.class,
      description = "Pull of weights towards zero; biases and norms are spared.")
  private Optional<Double> weightDecay = Optional.empty();

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      converter = Named.ScheduleName.class,
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
    Descent descent =
        optimizer
            .filter(kind -> kind != usual.descent().kind())
            .map(OptimizerKind::usual)
            .orElse(usual.descent());
    if (momentum.isPresent() && !descent.kind().hasMomentum()) {
      throw new UsageException(
          "--momentum",
          "expected sgd or rmsprop, which have one, found " + descent.kind(),
          "leave it out, or choose another optimizer");
    }
    descent = descent.rate(rate.orElse(descent.rate()));
    descent = descent.momentum(momentum.orElse(descent.momentum()));
    descent = descent.weightDecay(weightDecay.orElse(descent.weightDecay()));
    return usual
        .descent(descent)
        .epochs(epochs.orElse(usual.epochs()))
        .batch(batch.orElse(usual.batch()))
        .schedule(schedule.orElse(usual.schedule()));
  }
}
