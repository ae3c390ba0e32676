package fovea.app.train;

import fovea.app.session.JsonOutput;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.train.EpochReport;
import fovea.train.TrainCallback;
import fovea.train.TrainControl;
import fovea.train.metric.Metric;
import fovea.train.metric.Score;
import java.util.List;

/**
 * Tells a program how far a training has come: a line of JSON each second at most, and after each
 * epoch. Numbers that are not known, or not finite, are {@code null}.
 */
final class ProgressLines implements TrainCallback {

  private static final long SECOND = 1_000_000_000;

  private final JsonOutput output;
  private long last = System.nanoTime();
  private double best = Double.NaN;
  private int epochs;
  private long steps;
  private double imagesPerSecond = Double.NaN;
  private double secondsLeft = Double.NaN;

  /**
   * Prints to an output.
   *
   * @param earlier epochs of the run that are done
   */
  ProgressLines(JsonOutput output, List<EpochReport> earlier) {
    this.output = output;
    earlier.forEach(report -> score(report.test()));
  }

  @Override
  public void started(Started event, TrainControl control) {
    epochs = event.epochs();
    steps = event.stepsPerEpoch();
    last = System.nanoTime();
  }

  @Override
  public void stepped(Stepped event, TrainControl control) {
    boolean isKnown = event.imagesPerSecond() > 0;
    imagesPerSecond = isKnown ? event.imagesPerSecond() : Double.NaN;
    secondsLeft = isKnown ? event.secondsLeft() : Double.NaN;
    long now = System.nanoTime();
    if (now - last >= SECOND) {
      last = now;
      output.print(line("step", event.epoch(), event.step(), event.soFar(), event.rate()));
    }
  }

  @Override
  public void epochFinished(EpochReport report, TrainControl control) {
    score(report.test());
    last = System.nanoTime();
    imagesPerSecond = report.imagesPerSecond();
    secondsLeft = report.epoch() >= epochs ? 0 : secondsLeft;
    output.print(
        line("epoch", report.epoch(), steps, report.train(), report.rate())
            .with("test_loss", JsonNumber.orNull(loss(report.test())))
            .with("test_accuracy", JsonNumber.orNull(accuracy(report.test()))));
  }

  private void score(Score test) {
    double accuracy = accuracy(test);
    best = Double.isNaN(best) || accuracy > best ? accuracy : best;
  }

  /** Not a number where it was not measured. */
  private static double accuracy(Score score) {
    return score.metrics().getOrDefault(Metric.ACCURACY, Double.NaN);
  }

  private static double loss(Score test) {
    return test.isNone() ? Double.NaN : test.loss();
  }

  private JsonObject line(String event, int epoch, long step, Score training, double rate) {
    return JsonObject.empty()
        .with("event", event)
        .with("epoch", epoch)
        .with("epochs", epochs)
        .with("step", step)
        .with("steps", steps)
        .with("loss", JsonNumber.orNull(training.loss()))
        .with("accuracy", JsonNumber.orNull(accuracy(training)))
        .with("best_accuracy", JsonNumber.orNull(best))
        .with("rate", JsonNumber.orNull(rate))
        .with("images_per_second", JsonNumber.orNull(imagesPerSecond))
        .with("seconds_left", JsonNumber.orNull(secondsLeft));
  }
}
