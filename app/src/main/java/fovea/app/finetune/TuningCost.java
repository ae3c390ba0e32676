package fovea.app.finetune;

import fovea.app.console.Quantity;
import fovea.hub.finetune.FineTuneRecipe;
import fovea.hub.finetune.FineTuning;
import java.util.Optional;

/** Tells how long tuning takes, before it begins: by the time that the features have taken. */
final class TuningCost {

  private static final double NANO = 1e-9;

  /** A step has a forward and a backward pass, of which the latter takes twice as long. */
  private static final double STEP = 3;

  /** Passes over the held-out photos after the last epoch. */
  private static final int CHOICES = 5;

  private final FineTuning ready;
  private long first;
  private long firstDone;
  private long lastDone;
  private double seconds;
  private long photos;

  TuningCost(FineTuning ready) {
    this.ready = ready;
  }

  /** The features of so many photos are computed; the first time is that of making plans. */
  void computed(long done) {
    long now = System.nanoTime();
    // The photos of another part begin from the start, after whatever was done in between.
    if (done <= lastDone || firstDone == 0) {
      first = now;
      firstDone = done;
    } else {
      seconds = (now - first) * NANO;
      photos = done - firstDone;
    }
    lastDone = done;
  }

  /** What it takes, if that is known, and what the other recipes would. */
  Optional<String> text() {
    int epochs = ready.epochs();
    if (photos == 0 || epochs == 0) {
      return Optional.empty();
    }
    int longer = FineTuneRecipe.BEST.epochs(ready.photos().train().size());
    String usual = "tuning takes about %s; --quick would end here".formatted(time(epochs));
    return Optional.of(
        longer > epochs ? usual + ", --best would take about " + time(longer) : usual);
  }

  private String time(int epochs) {
    long held = ready.heldOut();
    long learning = ready.photos().train().size() - held;
    double passes = epochs * (STEP * learning + held) + CHOICES * held;
    return Quantity.duration(passes * seconds / photos);
  }
}
