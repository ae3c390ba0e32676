package fovea.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.batch.Batch;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.train.optim.Adam;
import fovea.train.optim.Clip;
import fovea.train.optim.Sgd;
import fovea.train.run.RunFolder;
import fovea.train.schedule.Schedule;
import fovea.train.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccumulationTest {
  @TempDir Path folder;

  /** Without batch normalization, which sees one batch at a time. */
  private static Layer net() {
    Sequential net = Sequential.of(new Flatten(), new Linear(36, 16), new Linear(16, 4));
    Parameters.initialize(net, Tiny.SEED);
    return net;
  }

  /** 100 pictures, always in the same order. */
  private static DataLoader batches(int size) {
    return new DataLoader(Tiny.plain(), size);
  }

  private static Trainer trainer(Layer net) {
    return Tiny.trainer(net).clip(Clip.norm(1));
  }

  private static void assertSame(Layer expected, Layer found) {
    StateDict.of(expected)
        .forEach(
            (name, value) ->
                assertArrayEquals(
                    value.doubles(), StateDict.of(found).get(name).doubles(), 1e-5, name));
  }

  @Test
  void itIsABatchSoManyTimesAsLarge() {
    // Batches of 8: the last has 4, and the last step of an epoch has only that one.
    Layer large = net();
    Device.REFERENCE.use(() -> trainer(large).fit(batches(32)));
    Layer small = net();
    TrainingResult result =
        Device.REFERENCE.use(() -> trainer(small).accumulate(4).fit(batches(8)));
    assertSame(large, small);
    assertEquals(12, result.card().provenance().integer("steps"));
  }

  @Test
  void whatIsLeftOfAnEpochMakesAStep() {
    Layer large = net();
    Layer small = net();
    Tiny.onReference(() -> trainer(large).fit(batches(60)));
    Tiny.onReference(() -> trainer(small).accumulate(3).fit(batches(20)));
    assertSame(large, small);
  }

  @Test
  void schedulesCountChanges() {
    Set<Double> rates = new HashSet<>();
    List<Long> steps = new ArrayList<>();
    Schedule schedule =
        (base, place) -> {
          assertEquals(4, place.stepsPerEpoch());
          assertEquals(12, place.totalSteps());
          return base / (1 + place.step());
        };
    Story story =
        new Story(
            step -> {
              rates.add(step.rate());
              steps.add(step.step());
            });
    Tiny.onReference(
        () -> trainer(net()).schedule(schedule).accumulate(4).callbacks(story).fit(batches(8)));
    assertEquals(12, rates.size());
    assertEquals(39, steps.size());
  }

  @Test
  void aStepOfItsOwnTakesTheMeanOverExamples() {
    Layer together = net();
    Layer apart = net();
    Tiny.onReference(
        () -> {
          Batch all = Tiny.examples();
          var one = TrainStep.of(together, new Sgd(0.1), Task.classification());
          double loss = one.run(all, 0.1);
          var two = TrainStep.of(apart, new Sgd(0.1), Task.classification());
          double first = two.accumulate(rows(all, 0, 70));
          assertEquals(new TrainStep.Position(0, 1, 70), two.position());
          assertSame(net(), apart);
          double second = two.run(rows(all, 70, 100), 0.1);
          assertEquals(new TrainStep.Position(1, 2, 0), two.position());
          assertEquals(loss, 0.7 * first + 0.3 * second, 1e-6);
          return loss;
        });
    assertSame(together, apart);
  }

  private static Batch rows(Batch all, int from, int to) {
    return Batch.of(rows(all.input(), from, to), rows(all.target(), from, to));
  }

  private static HostBuffer rows(HostBuffer all, int from, int to) {
    int row = (int) (all.type().shape().elements() / all.type().shape().dim(0));
    int[] dims = new int[all.type().shape().rank()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = i == 0 ? to - from : all.type().shape().dim(i);
    }
    HostBuffer part = HostBuffer.allocate(all.type().with(Shape.of(dims)));
    double[] values = all.doubles();
    for (int i = 0; i < (to - from) * row; i++) {
      part.set(i, values[from * row + i]);
    }
    return part;
  }

  @Test
  void aResumedTrainingEndsBitForBitTheSame() throws IOException {
    byte[] straight = interrupted(Integer.MAX_VALUE);
    // In the middle of a step, at the end of one, and at that of an epoch.
    assertArrayEquals(straight, interrupted(5));
    assertArrayEquals(straight, interrupted(6));
    assertArrayEquals(straight, interrupted(7));
  }

  private byte[] interrupted(int every) throws IOException {
    Path path = folder.resolve("every " + every);
    boolean stopped = piece(path, every, false);
    while (stopped) {
      stopped = piece(path, every, true);
    }
    return Files.readAllBytes(new RunFolder(path).model());
  }

  private static boolean piece(Path path, int batches, boolean resume) {
    StopSignal stop = new StopSignal();
    AtomicInteger left = new AtomicInteger(batches);
    Story story =
        new Story(
            _ -> {
              if (left.decrementAndGet() == 0) {
                stop.request();
              }
            });
    // With dropout and batch normalization.
    Trainer trainer =
        Tiny.trainer(Tiny.net())
            .optimizer(new Adam(0.01))
            .accumulate(3)
            .folder(path)
            .stop(stop)
            .callbacks(story);
    return Tiny.onReference(() -> resume ? trainer.resume(Tiny.train()) : trainer.fit(Tiny.train()))
        .stopped();
  }

  @Test
  void anotherNumberIsNotTheSameTraining() {
    Trainer trainer = Tiny.trainer(Tiny.net()).epochs(1).accumulate(2).folder(folder);
    Tiny.onReference(() -> trainer.fit(Tiny.train()));
    var e =
        assertThrows(
            FoveaException.class,
            () -> Tiny.onReference(() -> trainer.accumulate(3).resume(Tiny.train())));
    assertTrue(e.getMessage().contains("began with accumulate 2"), e.getMessage());
    var none = assertThrows(FoveaException.class, () -> trainer.accumulate(0));
    assertTrue(none.getMessage().startsWith("batches to accumulate: expected"), none.getMessage());
  }

  @Test
  void divergenceIsFoundWithinAStep() {
    Trainer trainer = Tiny.trainer(net()).optimizer(new Sgd(1e30)).accumulate(3);
    var e =
        assertThrows(FoveaException.class, () -> Tiny.onReference(() -> trainer.fit(batches(10))));
    assertTrue(e.getMessage().contains("diverged"), e.getMessage());
    assertFalse(e.getMessage().contains("step 0"), e.getMessage());
  }
}
