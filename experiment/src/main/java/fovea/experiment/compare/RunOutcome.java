package fovea.experiment.compare;

import fovea.data.PreparedPictures;
import fovea.data.split.SplitRule;
import fovea.experiment.Run;
import fovea.format.JsonObject;
import fovea.hub.ensemble.EnsembleRecord;
import fovea.train.EpochReport;
import fovea.train.metric.Metric;
import fovea.train.metric.Score;
import fovea.train.run.RunData;
import fovea.train.run.RunRecord;
import fovea.train.run.RunState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a run has brought so far.
 *
 * @param record what it was asked for, if the command line has made it
 */
public record RunOutcome(Run run, Optional<RunRecord> record) {
  private static final String DATA = "data_settings";

  /**
   * That of a run.
   *
   * @throws fovea.format.FormatException if its record cannot be read
   */
  public static RunOutcome of(Run run) {
    return new RunOutcome(run, run.record());
  }

  /** How the training pictures of its data set were split; not at all where that is not known. */
  SplitRule split() {
    return record.flatMap(RunRecord::data).map(RunData::split).orElse(SplitRule.NONE);
  }

  /**
   * What it was trained with, with the shares of the split. What that adds to the checksum of the
   * data is left out: it follows from shares and seed.
   */
  JsonObject settings() {
    JsonObject settings = run.settings().json();
    if (split().shares().isNone() || settings.find(DATA).isEmpty()) {
      return settings;
    }
    JsonObject data = settings.object(DATA);
    String checksum = data.string(PreparedPictures.CHECKSUM, "");
    return settings
        .with(DATA, data.with(PreparedPictures.CHECKSUM, checksum.replaceFirst("-.*", "")))
        .with("split", split().toJson().object("shares"));
  }

  /** The epochs after which it was tested. */
  public List<EpochReport> tested() {
    return run.epochs().stream().filter(epoch -> !epoch.test().isNone()).toList();
  }

  /** The last epoch after which it was tested. */
  public Optional<EpochReport> last() {
    List<EpochReport> tested = tested();
    return tested.isEmpty() ? Optional.empty() : Optional.of(tested.getLast());
  }

  /** The epoch with the highest accuracy, or with the lowest loss where none is measured. */
  public Optional<EpochReport> best() {
    return tested().stream()
        .filter(epoch -> Double.isFinite(epoch.test().loss()))
        .max(
            Comparator.comparingDouble(
                epoch -> accuracy(epoch.test()).orElse(-epoch.test().loss())));
  }

  /** The accuracy of all networks of an ensemble; empty if it is none, or not done. */
  private OptionalDouble together() {
    return EnsembleRecord.find(run.folder())
        .map(found -> OptionalDouble.of(found.measures().accuracy()))
        .orElseGet(OptionalDouble::empty);
  }

  /** The highest accuracy on the test examples; of an ensemble that of all its networks. */
  public OptionalDouble bestAccuracy() {
    OptionalDouble together = together();
    return together.isPresent() ? together : bestOfEpochs();
  }

  private OptionalDouble bestOfEpochs() {
    return best().map(epoch -> accuracy(epoch.test())).orElseGet(OptionalDouble::empty);
  }

  /** The accuracy on the test examples after the last epoch; of an ensemble that of all. */
  public OptionalDouble lastAccuracy() {
    OptionalDouble together = together();
    return together.isPresent()
        ? together
        : last().map(epoch -> accuracy(epoch.test())).orElseGet(OptionalDouble::empty);
  }

  /** The lowest loss on the test examples. */
  public OptionalDouble bestLoss() {
    return tested().stream()
        .mapToDouble(epoch -> epoch.test().loss())
        .filter(Double::isFinite)
        .min();
  }

  /** The accuracy of the last epoch on the training examples. */
  public OptionalDouble trainAccuracy() {
    return run.epochs().isEmpty()
        ? OptionalDouble.empty()
        : accuracy(run.epochs().getLast().train());
  }

  /** Share of examples whose class was predicted correctly, where that was measured. */
  public static OptionalDouble accuracy(Score score) {
    Double value = score.metrics().get(Metric.ACCURACY);
    return score.isNone() || value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** What became of it, where that is known. */
  public Optional<RunState> state() {
    return record.map(each -> each.progress().state());
  }

  /** Time of steps and tests; of an ensemble whose networks have trainings of their own, theirs. */
  public double seconds() {
    if (run.epochs().isEmpty()) {
      return record
          .map(each -> each.cost().time())
          .map(time -> time.training() + time.testing())
          .orElse(0.0);
    }
    return run.epochs().stream().mapToDouble(e -> e.trainSeconds() + e.testSeconds()).sum();
  }

  /** Number of epochs that it was to have, where that is known. */
  public OptionalLong planned() {
    long epochs = run.settings().json().integer("epochs", 0);
    return epochs > 0 ? OptionalLong.of(epochs) : OptionalLong.empty();
  }
}
