package fovea.train.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.graph.Engine;
import fovea.graph.type.Device;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.train.TrainCallback;
import fovea.train.TrainCallback.Started;
import fovea.train.TrainCallback.Stepped;
import fovea.train.Trainer;
import fovea.train.metric.Score;
import fovea.train.metric.TestInterval;
import fovea.train.run.RunCost;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostTest {
  @TempDir private Path folder;

  private static final Started TRAINING =
      new Started(List.of(), Engine.instance().report(Device.REFERENCE), 10, 100, 0, 3_200, 1_600);

  private static Stepped step(int number) {
    int epoch = 1 + (number - 1) / 100;
    return new Stepped(epoch, 1 + (number - 1) % 100, 100, Score.none(), 0.1, 0, 0);
  }

  private static Optional<CostEstimate.Guess> guess(TestInterval tests, double duration) {
    var estimate = new CostEstimate(TRAINING, tests);
    Optional<CostEstimate.Guess> guess = Optional.empty();
    for (int number = 1; guess.isEmpty() && number <= 1000; number++) {
      // The first steps are slow and must not count.
      guess = estimate.add(step(number), number < 3 ? 3 * duration : duration);
    }
    return guess;
  }

  @Test
  void foretellsStepsAndTests() {
    var guess = guess(TestInterval.epochs(1), 0.25).orElseThrow();
    // A step of 32 takes 0.25 s; a test of 1,600 as long as 50 forward passes of 32.
    double test = 50 * 0.25 / 3;
    assertEquals(1000 * 0.25 + 10 * test, guess.seconds(), 5);
    assertEquals(10, guess.epochs());
    double rarely = guess(TestInterval.epochs(5), 0.25).orElseThrow().seconds();
    assertEquals(guess.seconds() - 8 * test, rarely, 1e-6);
    double often = guess(TestInterval.steps(50), 0.25).orElseThrow().seconds();
    assertTrue(often > guess.seconds() + 8 * test, () -> "" + often);
  }

  @Test
  void slowStepsAreForetoldAfterTwo() {
    assertEquals(10, guess(TestInterval.epochs(1), 30).orElseThrow().epochs());
    assertTrue(guess(TestInterval.epochs(1), 1e-6).isEmpty());
  }

  @Test
  void metersATrainingAndAddsWhatCameBefore() {
    PictureSet digits = Data.digits(Split.TEST, 60, 1);
    var preprocessing = Preprocessing.standardizing(digits);
    var loader = new DataLoader(digits, preprocessing, 20);
    var earlier =
        new RunCost(
            new RunCost.Time(100, 50, 5, 20, 3),
            1_000,
            70,
            OptionalLong.empty(),
            OptionalDouble.of(10));
    var meter = new CostMeter(earlier, EnergyCounter.of(folder.resolve("none")));
    train(loader, meter);
    RunCost cost = meter.cost();
    assertEquals(1_000 + 2 * 60, cost.images());
    assertTrue(cost.time().training() > 50 && cost.time().testing() > 20, cost.toString());
    assertTrue(cost.time().saving() > 3, cost.toString());
    double parts = cost.time().training() + cost.time().testing() + cost.time().saving() - 73;
    assertTrue(cost.time().total() - 100 >= parts, cost.toString());
    assertEquals(OptionalDouble.empty(), cost.joules());
  }

  private void train(DataLoader loader, TrainCallback callback) {
    Trainer.of(Sequential.of(new Flatten(), new Linear(28 * 28, 10)))
        .epochs(2)
        .folder(folder.resolve("run"))
        .callbacks(callback)
        .fit(loader, loader);
  }
}
