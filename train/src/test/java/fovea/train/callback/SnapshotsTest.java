package fovea.train.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.graph.type.FoveaException;
import fovea.model.ModelFile;
import fovea.train.StopSignal;
import fovea.train.Story;
import fovea.train.Tiny;
import fovea.train.Trainer;
import fovea.train.TrainingResult;
import fovea.train.run.RunFolder;
import fovea.train.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model after each cycle of one training. */
class SnapshotsTest {
  private static final int CYCLES = 3;
  private static final int EPOCHS = 2;

  @TempDir private Path folder;

  private Path snapshot(String run, int number) {
    return folder.resolve(run).resolve("members/" + number + "/model.safetensors");
  }

  private Trainer trainer(String run) {
    RunFolder kept = new RunFolder(folder.resolve(run));
    return Tiny.trainer(Tiny.net())
        .schedule(Schedule.cosine().restarts(CYCLES - 1))
        .epochs(CYCLES * EPOCHS)
        .folder(kept.path())
        .callbacks(new Snapshots(kept, EPOCHS, number -> snapshot(run, number)));
  }

  @Test
  void theModelIsKeptAfterEachCycle() throws IOException {
    Tiny.onReference(() -> trainer("straight").fit(Tiny.train(), Tiny.test()));
    for (int number = 1; number <= CYCLES; number++) {
      ModelFile kept = ModelFile.read(snapshot("straight", number));
      assertEquals(number * EPOCHS, kept.card().provenance().integer("epochs_done"));
    }
    assertFalse(Files.exists(snapshot("straight", CYCLES + 1)));
    Path last = new RunFolder(folder.resolve("straight")).model();
    assertEquals(-1, Files.mismatch(last, snapshot("straight", CYCLES)));
  }

  @Test
  void aTrainingThatIsStoppedKeepsTheSame() throws IOException {
    Tiny.onReference(() -> trainer("straight").fit(Tiny.train(), Tiny.test()));
    boolean stopped = piece(false);
    while (stopped) {
      stopped = piece(true);
    }
    for (int number = 1; number <= CYCLES; number++) {
      assertEquals(
          -1,
          Files.mismatch(snapshot("straight", number), snapshot("pieces", number)),
          "" + number);
    }
  }

  /** Five steps of the training; whether more are left. */
  private boolean piece(boolean resumed) {
    StopSignal stop = new StopSignal();
    AtomicInteger left = new AtomicInteger(5);
    Story story =
        new Story(
            _ -> {
              if (left.decrementAndGet() == 0) {
                stop.request();
              }
            });
    RunFolder kept = new RunFolder(folder.resolve("pieces"));
    Trainer told =
        trainer("pieces")
            .stop(stop)
            .callbacks(new Snapshots(kept, EPOCHS, number -> snapshot("pieces", number)), story);
    TrainingResult done =
        Tiny.onReference(
            () ->
                resumed
                    ? told.resume(Tiny.train(), Tiny.test())
                    : told.fit(Tiny.train(), Tiny.test()));
    return done.stopped();
  }

  @Test
  void lessThanAnEpochIsRefused() {
    RunFolder kept = new RunFolder(folder);
    assertThrows(FoveaException.class, () -> new Snapshots(kept, 0, _ -> folder));
  }
}
