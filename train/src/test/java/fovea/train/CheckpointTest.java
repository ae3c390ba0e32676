package fovea.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.InMemoryPictures;
import fovea.data.PictureSet;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.format.Safetensors;
import fovea.graph.type.FoveaException;
import fovea.train.average.WeightAverage;
import fovea.train.optim.Adam;
import fovea.train.run.CheckpointFolder;
import fovea.train.run.CheckpointInterval;
import fovea.train.run.Checkpoints;
import fovea.train.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final Checkpoints ALL =
      new Checkpoints().every(CheckpointInterval.steps(4)).kept(99);

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void nameFolder() {
    folder = temporary.resolve("run");
  }

  private static Trainer trainer(Path folder) {
    return Tiny.trainer(Tiny.net())
        .optimizer(new Adam(0.01))
        .average(WeightAverage.ema(0.9))
        .accumulate(2)
        .checkpoints(ALL)
        .provenance(JsonObject.empty().with("task", "tiny"))
        .folder(folder);
  }

  private static TrainingResult fit(Trainer trainer) {
    return Tiny.onReference(() -> trainer.fit(Tiny.train(), Tiny.test()));
  }

  private static TrainingResult resume(Trainer trainer) {
    return Tiny.onReference(() -> trainer.resume(Tiny.train(), Tiny.test()));
  }

  private CheckpointFolder checkpoints() {
    return new RunFolder(folder).checkpoints();
  }

  private List<String> names() {
    return checkpoints().files().stream().map(file -> file.getFileName().toString()).toList();
  }

  /** Four steps an epoch, since seven batches are taken two at a time. */
  @Test
  void thereIsOneFromTheStartAndOneEveryFewSteps() {
    fit(trainer(folder).checkpoints(ALL.every(CheckpointInterval.steps(3))));
    assertEquals(
        List.of(
            "step-000000012.safetensors",
            "step-000000009.safetensors",
            "step-000000008.safetensors",
            "step-000000006.safetensors",
            "step-000000004.safetensors",
            "step-000000003.safetensors",
            "step-000000000.safetensors"),
        names());
    assertEquals("tiny", checkpoints().provenance().content().string("task"));
  }

  @Test
  void fromEachTheTrainingEndsBitForBitTheSame() throws IOException {
    fit(trainer(folder).checkpoints(ALL.every(CheckpointInterval.steps(1))));
    RunFolder straight = new RunFolder(folder);
    List<Path> all = checkpoints().files();
    assertEquals(13, all.size());
    for (Path checkpoint : all) {
      RunFolder run = new RunFolder(Files.createDirectories(temporary.resolve("from")));
      Files.createDirectories(run.checkpoints().path());
      Path copy = run.checkpoints().path().resolve(checkpoint.getFileName());
      Files.copy(checkpoint, copy);
      resume(trainer(run.path()));
      assertArrayEquals(
          Files.readAllBytes(straight.model()), Files.readAllBytes(run.model()), copy.toString());
      if (!checkpoint.equals(all.getFirst())) {
        assertArrayEquals(
            Files.readAllBytes(straight.best()), Files.readAllBytes(run.best()), copy.toString());
      }
      assertSameState(all.getFirst(), run.checkpoints().files().getFirst());
      run.clear();
    }
  }

  /** Times are all that may differ. */
  private static void assertSameState(Path expected, Path found) {
    Safetensors first = Safetensors.read(expected);
    Safetensors second = Safetensors.read(found);
    assertEquals(first.arrays().size(), second.arrays().size());
    for (var array : first.arrays()) {
      assertEquals(-1, array.data().mismatch(second.array(array.name()).data()), array.name());
    }
    first
        .metadata()
        .forEach(
            (key, text) ->
                assertEquals(
                    withoutTimes(text), withoutTimes(second.metadata().getOrDefault(key, ""))));
  }

  private static String withoutTimes(String text) {
    return text.replaceAll("\"(\\w*second\\w*|waiting)\":[-+.\\dE]+", "");
  }

  @Test
  void theNewestFewAreKept() {
    fit(trainer(folder).checkpoints(ALL.every(CheckpointInterval.steps(1)).kept(3)));
    assertEquals(
        List.of(
            "step-000000012.safetensors",
            "step-000000011.safetensors",
            "step-000000010.safetensors"),
        names());
  }

  @Test
  void ofADamagedOneTheOneBeforeIsTakenAndItIsSaid() throws IOException {
    fit(trainer(folder));
    byte[] straight = Files.readAllBytes(new RunFolder(folder).model());
    List<Path> files = checkpoints().files();
    byte[] whole = Files.readAllBytes(files.getFirst());
    Files.write(files.get(0), Arrays.copyOf(whole, whole.length - 1));
    Files.writeString(files.get(1), "not even a header");
    Story story = new Story();
    resume(trainer(folder).callbacks(story).checkpoints(ALL.kept(2)));
    assertTrue(story.lines.get(0).startsWith("damaged " + files.get(0)), story.lines.toString());
    assertTrue(story.lines.get(1).startsWith("damaged " + files.get(1)), story.lines.toString());
    assertEquals("started after 7", story.lines.get(2));
    assertArrayEquals(straight, Files.readAllBytes(new RunFolder(folder).model()));
    assertEquals(List.of("step-000000012.safetensors", "step-000000008.safetensors"), names());
  }

  @Test
  void whatIsDamagedThroughoutIsASentence() throws IOException {
    fit(trainer(folder));
    for (Path file : checkpoints().files()) {
      Files.writeString(file, "");
    }
    Path newest = checkpoints().files().getFirst();
    var e = assertThrows(FormatException.class, () -> resume(trainer(folder)));
    assertTrue(e.getMessage().startsWith(newest.toString()), e.getMessage());
    for (Path file : checkpoints().files()) {
      Files.delete(file);
    }
    e = assertThrows(FormatException.class, () -> resume(trainer(folder)));
    assertEquals(
        checkpoints().path()
            + ": expected a checkpoint of a training, found none. Begin the training anew,"
            + " in another folder: its checkpoints were removed, or it ended before the first.",
        e.getMessage());
  }

  @Test
  void whatAKilledProcessHasHalfWrittenIsRemoved() throws IOException {
    fit(trainer(folder));
    Path half = checkpoints().path().resolve(".step-000000013.safetensors.0123456789abcdef.tmp");
    Path model = folder.resolve(".model.safetensors.fedcba9876543210.tmp");
    Path own = Files.createFile(folder.resolve(".notes.tmp"));
    Files.createFile(half);
    Files.createFile(model);
    resume(trainer(folder));
    assertFalse(Files.exists(half) || Files.exists(model));
    assertTrue(Files.exists(own));
  }

  @Test
  void aFailureWithinAnEpochIsToldAndTheTrainingGoesOn() throws IOException {
    Path blocked = checkpoints().file(6);
    Story story =
        new Story(
            step -> {
              try {
                if (step.epoch() == 1 && step.step() == 1) {
                  Files.createDirectories(blocked.resolve("in use"));
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    fit(trainer(folder).checkpoints(ALL.every(CheckpointInterval.steps(2))).callbacks(story));
    List<String> failed = story.lines.stream().filter(l -> l.startsWith("failed")).toList();
    assertEquals(1, failed.size());
    assertTrue(failed.getFirst().contains(blocked.toString()), failed.toString());
    assertEquals("saved step-000000012.safetensors", story.lines.getLast());
  }

  @Test
  void otherDataAreASentence() {
    Trainer trainer = trainer(folder).epochs(1);
    DataLoader before = loader(0);
    Tiny.onReference(() -> trainer.fit(before));
    Tiny.onReference(() -> trainer.resume(loader(0)));
    var e =
        assertThrows(FoveaException.class, () -> Tiny.onReference(() -> trainer.resume(loader(1))));
    assertTrue(
        e.getMessage()
            .contains("the training began with other pictures or labels of quarters; bring back"),
        e.getMessage());
  }

  /** Pictures of which one pixel may be changed. */
  private static DataLoader loader(int more) {
    PictureSet pictures = Tiny.pictures(100, Tiny.SEED);
    int size = pictures.shape().values();
    byte[] pixels = new byte[100 * size];
    int[] labels = new int[100];
    for (int i = 0; i < 100; i++) {
      pictures.copyPicture(i, MemorySegment.ofArray(pixels), (long) i * size);
      labels[i] = pictures.label(i);
    }
    pixels[1234] += (byte) more;
    var changed = new InMemoryPictures(pictures.info(), MemorySegment.ofArray(pixels), labels);
    return new DataLoader(changed, Tiny.preprocessing(), 16);
  }
}
