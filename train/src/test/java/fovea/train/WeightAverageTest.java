package fovea.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.Json;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.model.ModelFile;
import fovea.nn.Network;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.train.average.RunningStatistics;
import fovea.train.average.WeightAverage;
import fovea.train.run.RunFolder;
import fovea.train.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightAverageTest {
  @TempDir Path folder;

  /** Keeps what a model is like after each step. */
  private static final class Weights implements TrainCallback {
    final List<SequencedMap<String, HostBuffer>> all = new ArrayList<>();

    @Override
    public void stepped(Stepped event, TrainControl control) {
      all.add(StateDict.of(control.model()));
    }

    List<double[]> of(String name) {
      return all.stream().map(values -> values.get(name).doubles()).toList();
    }
  }

  private static TrainingResult fit(Trainer trainer) {
    return Tiny.onReference(() -> trainer.fit(Tiny.train(), Tiny.test()));
  }

  private static double[] value(Network model, String name) {
    return StateDict.of(model).get(name).doubles();
  }

  @Test
  void theMovingAverageIsTestedAndSavedAndTheTrainingGoesOn() {
    Weights plain = new Weights();
    fit(Tiny.trainer(Tiny.net()).callbacks(plain));
    Weights weights = new Weights();
    Tiny.Net net = Tiny.net();
    Trainer trainer = Tiny.trainer(net).folder(folder).average(WeightAverage.ema(0.8));
    TrainingResult result = fit(trainer.callbacks(weights));
    for (String name : List.of("conv.weight", "fc.bias", "norm.running_var")) {
      List<double[]> steps = weights.of(name);
      assertEquals(21, steps.size());
      double[] average = steps.getFirst().clone();
      for (int step = 1; step < steps.size(); step++) {
        double share = 1 - Math.min(0.8, (1.0 + step) / (10.0 + step));
        for (int i = 0; i < average.length; i++) {
          average[i] += share * (steps.get(step)[i] - average[i]);
        }
      }
      assertArrayEquals(average, value(net, name), 1e-6, name);
      assertArrayEquals(plain.of(name).getLast(), steps.getLast(), name + " as it is trained");
    }
    assertEquals(
        Json.write(result.last().orElseThrow().test().toJson()),
        Json.write(
            Tiny.onReference(() -> Evaluator.of(net, Task.classification()).run(Tiny.test()))
                .score()
                .toJson()));
    ModelFile.read(new RunFolder(folder).model())
        .values()
        .forEach((name, saved) -> assertArrayEquals(value(net, name), saved.doubles(), name));
  }

  @Test
  void anAverageOfEverySecondStepTakesThose() {
    Weights weights = new Weights();
    Tiny.Net net = Tiny.net();
    fit(Tiny.trainer(net).epochs(1).average(WeightAverage.ema(0).every(3)).callbacks(weights));
    // Without a decay it is what entered last: step 6 of 7.
    assertArrayEquals(weights.of("fc.weight").get(5), value(net, "fc.weight"), 1e-7);
    assertNotEquals(weights.of("fc.weight").get(6)[0], value(net, "fc.weight")[0]);
  }

  @Test
  void stochasticWeightAveragingIsTheMeanOfTheLastEpochs() {
    Weights weights = new Weights();
    Tiny.Net net = Tiny.net();
    fit(Tiny.trainer(net).average(WeightAverage.swa(1)).callbacks(weights));
    List<double[]> steps = weights.of("fc.weight");
    double[] found = value(net, "fc.weight");
    for (int i = 0; i < found.length; i++) {
      assertEquals((steps.get(13)[i] + steps.get(20)[i]) / 2, found[i], 1e-6);
    }
    double[] variance = value(net, "norm.running_var");
    assertNotEquals(weights.of("norm.running_var").getLast()[0], variance[0]);
    Tiny.onReference(
        () -> {
          RunningStatistics.recompute(net, Tiny.train());
          return net;
        });
    // The same pictures but for their crops, which are those of another epoch.
    assertArrayEquals(variance, value(net, "norm.running_var"), 0.2 * variance[0]);
  }

  @Test
  void statisticsAreTheMeanOverAllBatches() {
    Tiny.Net net = Tiny.net();
    Tiny.onReference(
        () -> {
          RunningStatistics.recompute(net, Tiny.train());
          return net;
        });
    double[] once = value(net, "norm.running_mean");
    assertNotEquals(0, once[0]);
    Tiny.onReference(
        () -> {
          RunningStatistics.recompute(net, Tiny.train());
          return net;
        });
    assertArrayEquals(once, value(net, "norm.running_mean"));
    assertArrayEquals(new double[] {0}, value(net, "norm.num_batches_tracked"));
  }

  @Test
  void beforeTheFirstEpochOfItsOwnThereIsNoAverage() {
    Weights weights = new Weights();
    Tiny.Net net = Tiny.net();
    fit(Tiny.trainer(net).average(WeightAverage.swa(10)).callbacks(weights));
    assertArrayEquals(weights.of("fc.weight").getLast(), value(net, "fc.weight"));
  }

  @Test
  void aResumedTrainingEndsBitForBitTheSame() throws IOException {
    for (WeightAverage average : List.of(WeightAverage.ema(0.9), WeightAverage.swa(1))) {
      byte[] straight = interrupted(average, Integer.MAX_VALUE);
      assertArrayEquals(straight, interrupted(average, 10), average.toString());
      assertArrayEquals(straight, interrupted(average, 7), average.toString());
    }
  }

  private byte[] interrupted(WeightAverage average, int every) throws IOException {
    Path path = folder.resolve(average.getClass().getSimpleName() + every);
    boolean stopped = piece(average, path, every, false);
    while (stopped) {
      stopped = piece(average, path, every, true);
    }
    return Files.readAllBytes(new RunFolder(path).model());
  }

  private static boolean piece(WeightAverage average, Path path, int steps, boolean resume) {
    StopSignal stop = new StopSignal();
    AtomicInteger left = new AtomicInteger(steps);
    Story story =
        new Story(
            _ -> {
              if (left.decrementAndGet() == 0) {
                stop.request();
              }
            });
    Trainer trainer =
        Tiny.trainer(Tiny.net()).average(average).folder(path).stop(stop).callbacks(story);
    return Tiny.onReference(
            () ->
                resume
                    ? trainer.resume(Tiny.train(), Tiny.test())
                    : trainer.fit(Tiny.train(), Tiny.test()))
        .stopped();
  }

  @Test
  void anotherAverageIsNotTheSameTraining() {
    Trainer trainer = Tiny.trainer(Tiny.net()).epochs(1).folder(folder);
    fit(trainer.average(WeightAverage.ema(0.9)));
    var e =
        assertThrows(
            FoveaException.class,
            () ->
                Tiny.onReference(
                    () ->
                        trainer
                            .average(WeightAverage.ema(0.99))
                            .resume(Tiny.train(), Tiny.test())));
    assertTrue(e.getMessage().contains("began with average"), e.getMessage());
  }

  @Test
  void whatBeginsToTrainLaterIsAveragedFromThen() {
    Tiny.Net net = Tiny.net();
    Parameters.freeze(net, "conv");
    double[] before = value(net, "conv.weight");
    fit(Tiny.trainer(net).unfreezeAfter(1).average(WeightAverage.ema(0.9)));
    assertNotEquals(before[0], value(net, "conv.weight")[0]);
  }

  @Test
  void averagesAreReadBackByValueAndCheckTheirSettings() {
    for (WeightAverage average : List.of(WeightAverage.ema(0.99).every(4), WeightAverage.swa(7))) {
      String text = Json.write(WeightAverage.codecs().write(average));
      assertEquals(average, WeightAverage.codecs().read(Json.parse(text, "test")));
    }
    var e = assertThrows(FoveaException.class, () -> WeightAverage.ema(1));
    assertEquals(
        "decay of the average: expected a number of 0 or more and less than 1, found 1.0; choose another value",
        e.getMessage());
    assertThrows(FoveaException.class, () -> WeightAverage.ema(0.9).every(0));
    assertThrows(FoveaException.class, () -> WeightAverage.swa(-1));
  }
}
