package fovea.train.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.FoveaException;
import fovea.train.EpochReport;
import fovea.train.metric.ScoreReport;
import fovea.train.StopSignal;
import fovea.train.Story;
import fovea.train.Tiny;
import fovea.train.TrainCallback;
import fovea.train.TrainControl;
import fovea.train.Trainer;
import fovea.train.TrainingResult;
import fovea.train.schedule.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyStoppingTest {
  /** Loss by epoch: the best is the third. */
  private static final List<Double> LOSSES = List.of(0.9, 0.5, 0.45, 0.6, 0.46, 0.7, 0.8, 0.9);

  private static final ToDoubleFunction<ScoreReport> LOSS = r -> LOSSES.get(r.epoch() - 1);

  private static TrainingResult fit(Trainer trainer) {
    return Tiny.onReference(() -> trainer.fit(Tiny.train()));
  }

  private static Trainer trainer(TrainCallback... callbacks) {
    return Tiny.trainer(Tiny.net())
        .schedule(Schedule.constant())
        .epochs(LOSSES.size())
        .callbacks(callbacks);
  }

  @Test
  void endsWhenPatienceDoes() {
    TrainingResult fit = fit(trainer(EarlyStopping.lowest(LOSS).patience(2)));
    assertEquals(5, fit.epochs().size());
    assertTrue(fit.stopped());
    assertEquals(6, fit(trainer(EarlyStopping.lowest(LOSS))).epochs().size());
    TrainingResult rising =
        fit(trainer(EarlyStopping.highest(r -> -LOSS.applyAsDouble(r)).patience(2)));
    assertEquals(5, rising.epochs().size());
  }

  @Test
  void smallChangesDoNotCount() {
    TrainingResult fit = fit(trainer(EarlyStopping.lowest(LOSS).patience(2).minDelta(0.1)));
    assertEquals(4, fit.epochs().size());
  }

  @Test
  void anObjectServesOneTrainingAfterTheOther() {
    EarlyStopping stopping = EarlyStopping.lowest(LOSS).patience(2);
    assertEquals(5, fit(trainer(stopping)).epochs().size());
    assertEquals(5, fit(trainer(stopping)).epochs().size());
  }

  @Test
  void theBestModelComesBack() {
    List<List<List<Double>>> values = new ArrayList<>();
    TrainCallback noting =
        new TrainCallback() {
          @Override
          public void epochFinished(EpochReport report, TrainControl control) {
            values.add(Tiny.values(control.model()));
          }
        };
    TrainingResult best = fit(trainer(noting, EarlyStopping.lowest(LOSS).patience(2)));
    assertEquals(values.get(2), Tiny.values(best.model()));
    TrainingResult last = fit(trainer(EarlyStopping.lowest(LOSS).patience(2).restoresBest(false)));
    assertEquals(values.get(4), Tiny.values(last.model()));
  }

  @Test
  void itsPatienceIsResumed(@TempDir Path folder) {
    StopSignal stop = new StopSignal();
    Story story =
        new Story(
            step -> {
              if (step.epoch() == 5 && step.step() == 2) {
                stop.request();
              }
            });
    TrainingResult first =
        fit(trainer(EarlyStopping.lowest(LOSS).patience(2), story).stop(stop).folder(folder));
    assertEquals(4, first.epochs().size());
    Trainer again = trainer(EarlyStopping.lowest(LOSS).patience(2)).folder(folder);
    assertEquals(5, Tiny.onReference(() -> again.resume(Tiny.train())).epochs().size());
    // It is over, unless with more patience.
    assertEquals(5, Tiny.onReference(() -> again.resume(Tiny.train())).epochs().size());
    Trainer patient = trainer(EarlyStopping.lowest(LOSS).patience(4)).folder(folder);
    assertEquals(7, Tiny.onReference(() -> patient.resume(Tiny.train())).epochs().size());
  }

  @Test
  void theRateFallsOnAPlateau() {
    TrainingResult fit = fit(trainer(ReduceOnPlateau.lowest(LOSS).patience(1).factor(0.5)));
    assertEquals(
        List.of(0.05, 0.05, 0.05, 0.05, 0.05, 0.025, 0.025, 0.0125),
        fit.epochs().stream().map(EpochReport::rate).toList());
    assertFalse(fit.stopped());
  }

  @Test
  void withoutTestDataThereIsNoTestLoss() {
    var e = assertThrows(FoveaException.class, () -> fit(trainer(EarlyStopping.onTestLoss())));
    assertTrue(e.getMessage().contains("train with test examples"), e.getMessage());
    assertThrows(FoveaException.class, () -> EarlyStopping.onTestLoss().patience(0));
    assertThrows(FoveaException.class, () -> ReduceOnPlateau.onTestLoss().factor(0));
  }

  @Test
  void aMetricIsWatchedByItsName() {
    // Nothing is better than the first score by so much.
    Trainer trainer = trainer(EarlyStopping.on("accuracy").patience(2).minDelta(0.99));
    TrainingResult fit = Tiny.onReference(() -> trainer.fit(Tiny.train(), Tiny.test()));
    assertEquals(3, fit.epochs().size());
    Trainer unknown = trainer(EarlyStopping.on("acuracy"));
    var e =
        assertThrows(
            FoveaException.class,
            () -> Tiny.onReference(() -> unknown.fit(Tiny.train(), Tiny.test())));
    assertEquals(
        "callback: expected loss or one of [accuracy] to watch, found acuracy; watch one of these,"
            + " or add the metric to the task by measuring(…)",
        e.getMessage());
  }
}
