package fovea.app.recipe;

import fovea.app.option.NumberReaders;
import fovea.train.average.WeightAverage;
import fovea.train.optim.Clip;
import fovea.train.optim.Lookahead;
import fovea.train.optim.MaxNorm;
import fovea.train.optim.Optimizer;
import fovea.train.optim.WeightPenalty;
import fovea.train.schedule.ExponentialSchedule;
import fovea.train.schedule.MultiStepSchedule;
import fovea.train.schedule.OneCycleSchedule;
import fovea.train.schedule.Schedule;
import fovea.train.schedule.StepSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how weights change. */
public final class UpdateOptions {

  @Option(
      names = "--optimizer",
      paramLabel = "NAME[:KEY=VALUE,...]",
      description =
          "sgd, adam, adamw, rmsprop, adagrad or lion, with settings if wanted:"
              + " sgd:momentum=0.9,nesterov=true.")
  private Optional<String> optimizer = Optional.empty();

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
      names = "--l1",
      paramLabel = "X",
      converter = NumberReaders.NotNegative.class,
      description = "L1 penalty: makes weights zero.")
  private Optional<Double> l1 = Optional.empty();

  @Option(
      names = "--max-norm",
      paramLabel = "X",
      converter = NumberReaders.Positive.class,
      description = "The largest norm that the weights of a unit may have.")
  private Optional<Double> maxNorm = Optional.empty();

  @Option(
      names = "--lookahead",
      description =
          "Go half of the way to where 5 steps lead (lookahead; for other numbers see"
              + " --optimizer lookahead:every=6,optimizer=...).")
  private boolean lookahead;

  @Option(
      names = "--schedule",
      paramLabel = "NAME[:KEY=VALUE,...]",
      description = {
        "How the rate changes: constant; step (a tenth after each third of the epochs); multi_step"
            + " (a tenth after 1/2 and 3/4 of them); exponential (down to a hundredth); cosine (down"
            + " to 0, restarts=N); one_cycle (up from a 25th, down to almost 0); linear; polynomial.",
      })
  private Optional<String> schedule = Optional.empty();

  @Option(
      names = "--warmup",
      paramLabel = "EPOCHS",
      converter = NumberReaders.Positive.class,
      description = "Epochs over which the rate first rises to that of the schedule.")
  private Optional<Double> warmup = Optional.empty();

  @Option(
      names = "--clip",
      paramLabel = "norm|value[:largest=X]",
      description = "Limit the gradients: their common norm (norm:largest=1), or each element.")
  private Optional<String> clip = Optional.empty();

  @Option(
      names = "--accumulate",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Batches whose gradients make one step: large batches in little memory.")
  private Optional<Integer> accumulate = Optional.empty();

  @Option(
      names = "--average",
      paramLabel = "ema|swa[:KEY=VALUE,...]",
      description =
          "Test and keep an average of the weights: ema:decay=0.999 (over steps) or swa:from=10"
              + " (over epochs).")
  private Optional<String> average = Optional.empty();

  /**
   * The settings as the user wants them.
   *
   * @param rate that the user wants, if another one
   * @param option that says so
   * @param epochs that the training has
   */
  public UpdateSettings applyTo(
      UpdateSettings usual, Optional<Double> rate, String option, int epochs) {
    return new UpdateSettings(
        set(optimizer(usual.optimizer()), "rate", rate, option),
        schedule(usual.schedule(), epochs),
        clip.map(text -> Typed.value("--clip", () -> Clip.codecs().parse(text)))
            .orElse(usual.clip()),
        average
            .map(text -> Typed.value("--average", () -> WeightAverage.codecs().parse(text)))
            .or(usual::average),
        accumulate.orElse(usual.accumulate()));
  }

  private Optimizer optimizer(Optimizer usual) {
    Optimizer chosen =
        optimizer
            .map(
                text ->
                    Typed.value(
                        "--optimizer", () -> Optimizer.codecs().parse(text, List.of(usual))))
            .orElse(usual);
    Optimizer set = set(chosen, "momentum", momentum, "--momentum");
    set = set(set, "weight_decay", weightDecay, "--weight-decay");
    set = l1.isPresent() ? WeightPenalty.l1(set, l1.get()) : set;
    set = maxNorm.isPresent() ? new MaxNorm(set, maxNorm.get()) : set;
    return lookahead ? new Lookahead(set) : set;
  }

  private static Optimizer set(
      Optimizer optimizer, String field, Optional<Double> value, String option) {
    return value.map(number -> Typed.with(optimizer, field, number, option)).orElse(optimizer);
  }

  private Schedule schedule(Schedule usual, int epochs) {
    List<Schedule> fitting = new ArrayList<>(fitting(epochs));
    fitting.add(usual);
    Schedule chosen =
        schedule
            .map(text -> Typed.value("--schedule", () -> Schedule.codecs().parse(text, fitting)))
            .orElse(usual);
    return warmup.<Schedule>map(chosen::warmup).orElse(chosen);
  }

  /** What schedules are for so many epochs where nobody says otherwise. */
  static List<Schedule> fitting(int epochs) {
    return List.of(
        new StepSchedule(Math.ceilDiv(epochs, 3), 0.1),
        new MultiStepSchedule(List.of(Math.ceilDiv(epochs, 2), Math.ceilDiv(3 * epochs, 4)), 0.1),
        new ExponentialSchedule(Math.pow(0.01, 1.0 / Math.max(1, epochs - 1))),
        // The momentum stays what the user or the recipe says.
        new OneCycleSchedule(0.3, 25, 1e4, false));
  }
}
