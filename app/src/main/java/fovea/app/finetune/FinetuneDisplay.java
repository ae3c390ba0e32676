package fovea.app.finetune;

import fovea.app.console.ProgressBar;
import fovea.app.console.Quantity;
import fovea.app.console.StageBars;
import fovea.app.recipe.Recipe;
import fovea.app.session.Session;
import fovea.app.train.MetricText;
import fovea.app.train.TrainDisplay;
import fovea.data.split.DataPart;
import fovea.format.FormatException;
import fovea.hub.finetune.FineTuneCallback;
import fovea.hub.finetune.FineTuning;
import fovea.train.EpochReport;
import fovea.train.TrainControl;
import fovea.train.head.PenaltySearch;
import fovea.train.metric.Evaluation;
import fovea.train.metric.MetricNames;
import fovea.train.metric.ScoreReport;
import java.nio.file.Path;
import java.util.Optional;

/** Shows a fine-tuning: a bar for photos and features, and what any training shows. */
final class FinetuneDisplay implements FineTuneCallback, AutoCloseable {

  private final StageBars bars;
  private final TrainDisplay training;
  private final Session session;
  private Optional<TuningCost> cost = Optional.empty();

  FinetuneDisplay(Session session, Recipe recipe) {
    this.bars = new StageBars(session.terminal());
    this.training = new TrainDisplay(session, recipe, "held-out");
    this.session = session;
  }

  @Override
  public void trainingPhotos(int done, int total) {
    show("training photos", done, total);
  }

  @Override
  public void heldPhotos(DataPart part, int done, int total) {
    show(part + " photos", done, total);
  }

  /** What is going to happen, so that its time can be told once the features have shown it. */
  void planned(FineTuning ready) {
    cost = Optional.of(new TuningCost(ready));
  }

  @Override
  public void features(long done, long total) {
    cost.ifPresent(guess -> guess.computed(done));
    show("features", done, total);
  }

  @Override
  public void headLearned(PenaltySearch.Result search, Evaluation baseline) {
    closeBar();
    String measure = baseline.score().metrics().firstEntry().getKey();
    session.say(
        "baseline: the head alone, L2 strength %s; %s %s on validation photos"
            .formatted(
                Quantity.rounded(search.strength()),
                MetricNames.words(measure),
                MetricText.value(measure, baseline.metric(measure))));
    cost.flatMap(TuningCost::text).ifPresent(session::say);
  }

  private void show(String label, long done, long total) {
    bars.at(label, done, new ProgressBar.Items(total, "photos"));
    if (done == total) {
      closeBar();
    }
  }

  @Override
  public void started(Started event, TrainControl control) {
    closeBar();
    training.started(event, control);
  }

  @Override
  public void planned(Planned event) {
    training.planned(event);
  }

  @Override
  public void stepped(Stepped event, TrainControl control) {
    training.stepped(event, control);
  }

  @Override
  public void tested(long done, long total) {
    training.tested(done, total);
  }

  @Override
  public void scored(ScoreReport report, TrainControl control) {
    training.scored(report, control);
  }

  @Override
  public void epochFinished(EpochReport report, TrainControl control) {
    training.epochFinished(report, control);
  }

  @Override
  public void saved(Path file) {
    training.saved(file);
  }

  @Override
  public void saveFailed(FormatException failure) {
    training.saveFailed(failure);
  }

  @Override
  public void checkpointDamaged(FormatException cause) {
    closeBar();
    training.checkpointDamaged(cause);
  }

  @Override
  public void close() {
    closeBar();
    training.close();
  }

  /** Ends what is shown of photos and features, so that something else can be said. */
  void closeBar() {
    bars.close();
  }
}
