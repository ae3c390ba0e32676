package fovea.app.train;

import fovea.app.console.Column;
import fovea.app.console.ProgressBar;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.network.PrecisionOption;
import fovea.app.recipe.Recipe;
import fovea.app.session.Session;
import fovea.format.FormatException;
import fovea.train.EpochReport;
import fovea.train.TrainCallback;
import fovea.train.TrainControl;
import fovea.train.cost.CostEstimate;
import fovea.train.metric.MetricNames;
import fovea.train.metric.Score;
import fovea.train.metric.ScoreReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Shows a training: a bar for the running epoch, a line of a table for each that is done. */
public final class TrainDisplay implements TrainCallback, AutoCloseable {

  private final Session session;
  private final Recipe recipe;
  private final String judge;
  private Optional<CostEstimate> estimate = Optional.empty();
  private Optional<ProgressBar> bar = Optional.empty();
  private long pictures;
  private int epochs;
  private int epoch;
  private Optional<Table> table = Optional.empty();

  /** What was told of files that cannot be saved, and is not repeated until they can be. */
  private final Set<String> failing = new HashSet<>();

  private boolean tests;

  /**
   * Shows a training by a recipe.
   *
   * @param judge name of the examples that epochs are judged by
   */
  public TrainDisplay(Session session, Recipe recipe, String judge) {
    this.session = session;
    this.recipe = recipe;
    this.judge = judge;
  }

  @Override
  public void started(Started event, TrainControl control) {
    pictures = event.trainExamples();
    epochs = event.epochs();
    estimate = Optional.of(new CostEstimate(event, recipe.goal().testEvery()));
    epoch = (int) (event.stepsDone() / event.stepsPerEpoch()) + 1;
    if (event.stepsDone() >= epochs * event.stepsPerEpoch()) {
      session.say("all epochs are done already; train for more with --epochs");
    }
  }

  @Override
  public void planned(Planned event) {
    PrecisionOption.say(session, recipe.precision(), event.plan());
    if (event.loaderThreads() > 1) {
      session.say("data: batches are assembled ahead by " + event.loaderThreads() + " threads");
    }
  }

  @Override
  public void stepped(Stepped event, TrainControl control) {
    estimate.flatMap(cost -> cost.stepped(event)).ifPresent(this::say);
    if (bar.isEmpty()) {
      epoch = event.epoch();
      var work =
          new ProgressBar.Work(
              label(), event.stepsPerEpoch(), new ProgressBar.Items(pictures, "images"));
      bar = Optional.of(new ProgressBar(session.terminal(), work.after(event.step())));
    }
    Duration left = Duration.ofMillis(Math.round(1000 * event.secondsLeft()));
    String note =
        "loss " + Quantity.loss(event.soFar().loss()) + "  all done in " + Quantity.clock(left);
    bar.ifPresent(shown -> shown.at(event.step(), note));
  }

  private void say(CostEstimate.Guess guess) {
    close();
    session.say(
        "cost: about %s for %s%s"
            .formatted(
                Quantity.duration(guess.seconds()),
                guess.epochs() == 1
                    ? "the last epoch"
                    : guess.epochs() + " epochs with their tests",
                memory(guess.peakBytes())));
  }

  private static String memory(OptionalLong peak) {
    return peak.isPresent() ? "; " + Quantity.bytes(peak.getAsLong()) + " of memory up to now" : "";
  }

  @Override
  public void tested(long done, long total) {
    if (!tests) {
      tests = true;
      close();
      var work =
          new ProgressBar.Work(
              label() + ", " + judge, total, new ProgressBar.Items(total, "images"));
      bar = Optional.of(new ProgressBar(session.terminal(), work));
    }
    bar.ifPresent(shown -> shown.at(done, ""));
  }

  /** After a test in the middle of an epoch the bar of its steps comes back. */
  @Override
  public void scored(ScoreReport report, TrainControl control) {
    close();
    tests = false;
  }

  @Override
  public void epochFinished(EpochReport report, TrainControl control) {
    close();
    tests = false;
    Optional<String> metric = report.train().metrics().keySet().stream().findFirst();
    if (table.isEmpty()) {
      Table begun = table(metric.map(MetricNames::words).orElse("metric"));
      table = Optional.of(begun);
      session.say(begun.header());
      session.say(begun.rule());
    }
    double seconds = report.trainSeconds() + report.testSeconds();
    String line =
        table
            .orElseThrow()
            .line(
                List.of(
                    report.epoch() + "/" + epochs,
                    Quantity.rounded(report.rate()),
                    Quantity.loss(report.train().loss()),
                    figure(report.train(), metric),
                    tested(report, Quantity.loss(report.test().loss())),
                    tested(report, figure(report.test(), metric)),
                    Quantity.rate(report.imagesPerSecond()),
                    Quantity.percent(report.waiting()),
                    Quantity.duration(seconds)));
    session.say(line);
    epoch++;
  }

  private Table table(String metric) {
    return Table.of(
        Column.number("epoch").atLeast(7),
        Column.number("rate").atLeast(8),
        Column.number("training loss"),
        Column.number(metric),
        Column.number(judge + " loss"),
        Column.number(metric),
        Column.number("images/s"),
        Column.number("waiting"),
        Column.number("time").atLeast(6));
  }

  private static String figure(Score score, Optional<String> metric) {
    return metric
        .filter(_ -> !score.isNone())
        .map(name -> MetricText.value(name, score.metric(name)))
        .orElse("");
  }

  private static String tested(EpochReport report, String figure) {
    return report.test().isNone() ? "" : figure;
  }

  @Override
  public void saveFailed(FormatException failure) {
    if (failing.add(alike(failure.getMessage()))) {
      close();
      session.say(failure.getMessage() + " The training goes on, and tries again later.");
    }
  }

  @Override
  public void saved(Path file) {
    failing.removeIf(told -> told.startsWith(alike(file.toString())));
  }

  /** Without what differs each time: the number of a checkpoint, the name of a temporary file. */
  private static String alike(String text) {
    return text.replaceAll("step-\\d+|[0-9a-f]{16}", "");
  }

  @Override
  public void checkpointDamaged(FormatException cause) {
    session.say(cause.getMessage() + " The training goes on from the checkpoint before.");
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }

  private String label() {
    return "epoch " + epoch + "/" + epochs;
  }
}
