package fovea.app.finetune;

import fovea.app.console.ProgressBar;
import fovea.app.console.StageBars;
import fovea.app.recipe.Recipe;
import fovea.app.session.Session;
import fovea.app.train.TrainDisplay;
import fovea.data.split.DataPart;
import fovea.format.FormatException;
import fovea.hub.finetune.FineTuneCallback;
import fovea.train.EpochReport;
import fovea.train.TrainControl;
import fovea.train.metric.ScoreReport;
import java.nio.file.Path;

/** Shows a fine-tuning: a bar for photos and features, and what any training shows. */
final class FinetuneDisplay implements FineTuneCallback, AutoCloseable {

  private final StageBars bars;
  private final TrainDisplay training;

  FinetuneDisplay(Session session, Recipe recipe) {
    this.bars = new StageBars(session.terminal());
    this.training = new TrainDisplay(session, recipe, DataPart.VALIDATION);
  }

  @Override
  public void trainingPhotos(int done, int total) {
    show("training photos", done, total);
  }

  @Override
  public void heldPhotos(DataPart part, int done, int total) {
    show(part + " photos", done, total);
  }

  @Override
  public void features(long done, long total) {
    show("features", done, total);
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
