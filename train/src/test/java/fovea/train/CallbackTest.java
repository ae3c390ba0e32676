package fovea.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.model.ModelFile;
import fovea.train.optim.Clip;
import fovea.train.run.RunFolder;
import fovea.train.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallbackTest {
  @TempDir Path folder;

  /** Counts steps, halves the rate at one of them, logs, and may stop or fail at another. */
  private static final class Counting implements TrainCallback {
    private final long halvesAt;
    private final long stopsAt;
    private final long failsAt;
    private long count;

    Counting(long halvesAt, long stopsAt, long failsAt) {
      this.halvesAt = halvesAt;
      this.stopsAt = stopsAt;
      this.failsAt = failsAt;
    }

    @Override
    public void stepped(Stepped event, TrainControl control) {
      count++;
      control.log("count", count);
      if (count == halvesAt) {
        control.multiplyRate(0.5);
      }
      if (count == stopsAt) {
        control.stop();
      }
      if (count == failsAt) {
        throw new IllegalStateException("enough");
      }
    }

    @Override
    public JsonObject state() {
      return JsonObject.empty().with("count", count);
    }

    @Override
    public void restore(JsonObject state) {
      count = state.integer("count");
    }
  }

  private static TrainingResult fit(Trainer trainer) {
    return Tiny.onReference(() -> trainer.fit(Tiny.train(), Tiny.test()));
  }

  private static TrainingResult resume(Trainer trainer) {
    return Tiny.onReference(() -> trainer.resume(Tiny.train(), Tiny.test()));
  }

  private Trainer trainer(TrainCallback... callbacks) {
    return Tiny.trainer(Tiny.net()).callbacks(callbacks).folder(folder);
  }

  @Test
  void aRateChangesFromTheNextStepOn() {
    Story story = new Story();
    fit(
        Tiny.trainer(Tiny.net())
            .schedule(Schedule.constant())
            .callbacks(new Counting(9, -1, -1), story));
    assertEquals(0.05, story.steps.get(8).rate());
    assertEquals(0.025, story.steps.get(9).rate());
    assertEquals(0.025, story.steps.getLast().rate());
  }

  @Test
  void whatItDoesGoesOnAfterAStop() throws IOException {
    fit(trainer(new Counting(9, -1, -1)));
    byte[] straight = Files.readAllBytes(new RunFolder(folder).model());
    assertTrue(fit(trainer(new Counting(9, 4, -1))).stopped());
    assertTrue(resume(trainer(new Counting(9, 12, -1))).stopped());
    Counting last = new Counting(9, -1, -1);
    TrainingResult fit = resume(trainer(last));
    assertFalse(fit.stopped());
    assertEquals(21, last.count);
    assertArrayEquals(straight, Files.readAllBytes(new RunFolder(folder).model()));
    assertEquals(Map.of("count", 14.0), fit.epochs().get(1).logged());
  }

  @Test
  void loggedNumbersStandInTheEvents() throws IOException {
    TrainCallback odd =
        new TrainCallback() {
          @Override
          public void epochFinished(EpochReport report, TrainControl control) {
            control.log("infinite", Double.POSITIVE_INFINITY);
          }
        };
    TrainingResult fit = fit(trainer(new Counting(-1, -1, -1), odd));
    List<String> lines = Files.readAllLines(new RunFolder(folder).events());
    JsonObject last = (JsonObject) Json.parse(lines.getLast(), "events");
    assertEquals(21, last.object("logged").real("count"));
    assertEquals("Infinity", last.object("logged").string("infinite"));
    assertEquals(fit.epochs().getLast(), EpochReport.fromJson(last));
  }

  @Test
  void oneThatFailsLosesNothing() throws IOException {
    fit(trainer(new Counting(9, -1, -1)));
    byte[] straight = Files.readAllBytes(new RunFolder(folder).model());
    var e = assertThrows(IllegalStateException.class, () -> fit(trainer(new Counting(9, -1, 10))));
    assertEquals("enough", e.getMessage());
    resume(trainer(new Counting(9, -1, -1)));
    assertArrayEquals(straight, Files.readAllBytes(new RunFolder(folder).model()));
  }

  @Test
  void oneThatFailsAtTheEndOfAnEpochIsAskedAgain() throws IOException {
    fit(trainer(new Counting(-1, -1, -1)));
    byte[] straight = Files.readAllBytes(new RunFolder(folder).model());
    TrainCallback failing =
        new TrainCallback() {
          @Override
          public void epochFinished(EpochReport report, TrainControl control) {
            throw new IllegalStateException("no");
          }
        };
    assertThrows(
        IllegalStateException.class, () -> fit(trainer(new Counting(-1, -1, -1), failing)));
    List<Integer> seen = new ArrayList<>();
    TrainCallback seeing =
        new TrainCallback() {
          @Override
          public void epochFinished(EpochReport report, TrainControl control) {
            seen.add(report.epoch());
          }
        };
    resume(trainer(new Counting(-1, -1, -1), seeing));
    assertEquals(List.of(1, 2, 3), seen);
    assertArrayEquals(straight, Files.readAllBytes(new RunFolder(folder).model()));
  }

  @Test
  void theNormOfTheGradientsIsTold() {
    List<OptionalDouble> norms = new ArrayList<>();
    TrainCallback callback =
        new TrainCallback() {
          @Override
          public void stepped(Stepped event, TrainControl control) {
            norms.add(control.gradientNorm());
          }
        };
    fit(Tiny.trainer(Tiny.net()).clip(Clip.norm(1)).callbacks(callback).epochs(1));
    assertEquals(7, norms.size());
    assertTrue(norms.stream().allMatch(norm -> norm.orElse(0) > 0), norms.toString());
  }

  @Test
  void theModelThatWasKeptIsThereInTheEnd() throws IOException {
    List<List<List<Double>>> values = new ArrayList<>();
    TrainCallback keeping =
        new TrainCallback() {
          @Override
          public void epochFinished(EpochReport report, TrainControl control) {
            values.add(Tiny.values(control.model()));
            if (report.epoch() == 2) {
              control.keepModel();
            }
          }
        };
    TrainingResult fit = fit(trainer(keeping));
    assertEquals(values.get(1), Tiny.values(fit.model()));
    assertNotEquals(values.get(2), Tiny.values(fit.model()));
    assertEquals(2, fit.card().provenance().integer("epochs_done"));
    ModelFile saved = ModelFile.read(new RunFolder(folder).model());
    assertEquals(values.get(1), Tiny.values(saved.model(_ -> new Tiny.Net())));
    // What goes on is the training, not the model that was kept.
    TrainingResult more = resume(trainer(keeping).epochs(4));
    assertEquals(4, more.epochs().size());
    assertEquals(values.get(1), Tiny.values(more.model()));
  }
}
