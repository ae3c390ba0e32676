package fovea.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.FoveaException;
import fovea.train.callback.EarlyStopping;
import fovea.train.metric.Score;
import fovea.train.metric.ScoreReport;
import fovea.train.metric.TestInterval;
import fovea.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Epochs have seven steps here. */
class TestIntervalTest {
  /** The best score is that after the fifth step. */
  private static final ToDoubleFunction<ScoreReport> NEAR_FIVE =
      report -> Math.abs(report.step() - 5);

  @TempDir Path folder;

  /** Notes all scores, and may stop the training during the test after a step. */
  private static final class Scores implements TrainCallback {
    private final List<ScoreReport> all = new ArrayList<>();
    private final StopSignal stop;
    private final long stopsAt;
    private long steps;

    Scores(StopSignal stop, long stopsAt) {
      this.stop = stop;
      this.stopsAt = stopsAt;
    }

    Scores() {
      this(new StopSignal(), -1);
    }

    List<Long> steps() {
      return all.stream().map(ScoreReport::step).toList();
    }

    @Override
    public void stepped(Stepped event, TrainControl control) {
      steps = control.steps();
    }

    @Override
    public void tested(long done, long total) {
      if (steps == stopsAt) {
        stop.request();
      }
    }

    @Override
    public void scored(ScoreReport report, TrainControl control) {
      all.add(report);
      control.log("scores", all.size());
    }
  }

  private static TrainingResult fit(Trainer trainer) {
    return Tiny.onReference(() -> trainer.fit(Tiny.train(), Tiny.test()));
  }

  private static TrainingResult resume(Trainer trainer) {
    return Tiny.onReference(() -> trainer.resume(Tiny.train(), Tiny.test()));
  }

  private static Trainer every(TestInterval interval, TrainCallback... callbacks) {
    return Tiny.trainer(Tiny.net()).testEvery(interval).callbacks(callbacks);
  }

  @Test
  void scoresComeInTheMiddleOfEpochsAndAtTheirEnds() {
    Scores scores = new Scores();
    TrainingResult fit = fit(every(TestInterval.steps(3), scores).epochs(2));
    assertEquals(List.of(3L, 6L, 7L, 9L, 12L, 14L), scores.steps());
    assertEquals(List.of(1, 1, 1, 2, 2, 2), scores.all.stream().map(ScoreReport::epoch).toList());
    assertEquals(48, scores.all.getFirst().train().n());
    assertEquals(60, scores.all.getFirst().test().n());
    assertEquals(fit.epochs().getLast().test(), scores.all.getLast().test());
    Scores seven = new Scores();
    fit(every(TestInterval.steps(7), seven).epochs(2));
    assertEquals(List.of(7L, 14L), seven.steps());
  }

  @Test
  void testsDoNotChangeTheTraining() {
    TrainingResult often = fit(every(TestInterval.steps(2)));
    TrainingResult seldom = fit(every(TestInterval.epochs(2)));
    assertEquals(Tiny.values(seldom.model()), Tiny.values(often.model()));
  }

  @Test
  void epochsMayGoWithoutATest() throws IOException {
    Scores scores = new Scores();
    TrainingResult fit = fit(every(TestInterval.epochs(2), scores).folder(folder));
    assertEquals(List.of(14L, 21L), scores.steps());
    assertTrue(fit.epochs().getFirst().test().isNone());
    assertFalse(fit.epochs().getLast().test().isNone());
    assertTrue(Files.exists(new RunFolder(folder).best()));
    assertEquals(Score.none(), fit.epochs().getFirst().test());
  }

  @Test
  void aTestThatWasInterruptedIsRepeated() throws IOException {
    Path straight = folder.resolve("straight");
    Scores whole = new Scores();
    TrainingResult all = fit(every(TestInterval.steps(3), whole).folder(straight));
    for (long at : List.of(3, 9, 14)) {
      StopSignal stop = new StopSignal();
      Path path = folder.resolve("stopped at " + at);
      Scores first = new Scores(stop, at);
      assertTrue(fit(every(TestInterval.steps(3), first).stop(stop).folder(path)).stopped());
      Scores rest = new Scores();
      TrainingResult resumed = resume(every(TestInterval.steps(3), rest).folder(path));
      List<ScoreReport> together = new ArrayList<>(first.all);
      together.addAll(rest.all);
      assertEquals(whole.all, together, "stopped at " + at);
      assertEquals(all.epochs().size(), resumed.epochs().size());
      assertArrayEquals(
          Files.readAllBytes(new RunFolder(straight).model()),
          Files.readAllBytes(new RunFolder(path).model()));
    }
  }

  @Test
  void oneThatFailsAtAScoreIsAskedAgain() {
    TrainCallback failing =
        new TrainCallback() {
          @Override
          public void scored(ScoreReport report, TrainControl control) {
            if (report.step() == 9) {
              throw new IllegalStateException("no");
            }
          }
        };
    Trainer fails = every(TestInterval.steps(3), failing).folder(folder);
    assertThrows(IllegalStateException.class, () -> fit(fails));
    Scores rest = new Scores();
    resume(every(TestInterval.steps(3), rest).folder(folder));
    assertEquals(9, rest.all.getFirst().step());
  }

  @Test
  void earlyStoppingSeesScoresWithinEpochs() {
    Scores scores = new Scores();
    EarlyStopping first = EarlyStopping.lowest(report -> report.step()).patience(2);
    TrainingResult fit = fit(every(TestInterval.steps(2), scores, first));
    assertTrue(fit.stopped());
    assertEquals(List.of(2L, 4L, 6L), scores.steps());
    assertEquals(2, fit.card().provenance().integer("steps"));
    List<List<Double>> best = Tiny.values(fit.model());
    StopSignal stop = new StopSignal();
    Story story =
        new Story(
            step -> {
              if (step.step() == 2) {
                stop.request();
              }
            });
    TrainingResult two = fit(every(TestInterval.steps(2), story).stop(stop));
    assertEquals(Tiny.values(two.model()), best);
  }

  @Test
  void theBestModelSurvivesAStop() throws IOException {
    Path straight = folder.resolve("straight");
    fit(stopping().folder(straight));
    Path path = folder.resolve("stopped");
    StopSignal stop = new StopSignal();
    Story story =
        new Story(
            step -> {
              if (step.epoch() == 2 && step.step() == 1) {
                stop.request();
              }
            });
    Trainer first = stopping().stop(stop).folder(path);
    assertTrue(fit(first.callbacks(EarlyStopping.lowest(NEAR_FIVE).patience(6), story)).stopped());
    TrainingResult rest = resume(stopping().folder(path));
    assertEquals(5, rest.card().provenance().integer("steps"));
    assertArrayEquals(
        Files.readAllBytes(new RunFolder(straight).model()),
        Files.readAllBytes(new RunFolder(path).model()));
  }

  private static Trainer stopping() {
    return every(TestInterval.steps(1), EarlyStopping.lowest(NEAR_FIVE).patience(6));
  }

  @Test
  void whatCannotBeIsASentence() {
    assertThrows(FoveaException.class, () -> TestInterval.steps(0));
    Trainer trainer = every(TestInterval.steps(5));
    var e =
        assertThrows(FoveaException.class, () -> Tiny.onReference(() -> trainer.fit(Tiny.train())));
    assertEquals(
        "test every 5 steps: expected test examples, found none; train with test examples, or leave"
            + " this out",
        e.getMessage());
    fit(every(TestInterval.epochs(1)).folder(folder).epochs(1));
    e =
        assertThrows(
            FoveaException.class, () -> resume(every(TestInterval.epochs(2)).folder(folder)));
    assertTrue(e.getMessage().contains("began with test_every \"1 epoch\""), e.getMessage());
  }
}
