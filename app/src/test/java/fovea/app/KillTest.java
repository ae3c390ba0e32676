package fovea.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.format.Safetensors;
import fovea.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that are killed at any moment, saving included, go on to the bits of one that was not. The
 * moments are drawn by a seed; what a process does then depends on the machine.
 */
@Tag("long")
class KillTest {
  private static final long SEED = 21;

  /** Milliseconds in which hardly more than the record of a run is written. */
  private static final long EARLY = 100;

  /** Without what only takes time. */
  private static final List<String> BARE = List.of("--no-report", "--tensorboard=none");

  @TempDir private Path folder;

  private record Ended(int exit, String messages) {}

  @Test
  void aTraining() throws Exception {
    TinyData.write(folder.resolve("data"), "mnist");
    List<String> words =
        List.of(
            "train",
            "--model=softmax",
            "--data=mnist",
            "--batch=4",
            "--epochs=4",
            "--checkpoint-every=2steps");
    survives(words, List.of("--data-dir=" + folder.resolve("data")), 20);
  }

  @Test
  void aFineTuning() throws Exception {
    Path photos = PhotoFiles.write(folder.resolve("photos"), 16, 1);
    Path weights = InitialWeights.write(folder.resolve("weights.safetensors"), "cifar_resnet20");
    List<String> words =
        List.of(
            "finetune",
            photos.toString(),
            "--from=" + weights,
            "--batch=4",
            "--epochs=3",
            "--checkpoint-every=2steps");
    survives(words, List.of(), 10);
  }

  /** Kills a run {@code times} times, each in another moment, and goes on with it. */
  private void survives(List<String> words, List<String> machine, int times) throws Exception {
    Path straight = folder.resolve("straight");
    List<String> all = Stream.of(words, machine, BARE).flatMap(List::stream).toList();
    Process first = start(with(all, "--out=" + straight));
    awaitFolder(first, straight);
    long before = System.nanoTime();
    Ended whole = end(first);
    assertEquals(0, whole.exit(), whole.messages());
    long milliseconds = (System.nanoTime() - before) / 1_000_000;
    var random = new Random(SEED);
    List<String> moments = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Path run = folder.resolve("run " + i);
      Process process = start(with(all, "--out=" + run));
      awaitFolder(process, run);
      // Some at once, before the first checkpoint: that is a short part of the whole.
      long wait = i % 4 == 0 ? random.nextLong(EARLY) : random.nextLong(milliseconds);
      process.waitFor(wait, TimeUnit.MILLISECONDS);
      boolean killed = process.isAlive();
      process.destroyForcibly().waitFor();
      moments.add(moment(run, killed));
      Ended resumed = end(start(with(resumption(words, run), machine.toArray(String[]::new))));
      assertEquals(0, resumed.exit(), resumed.messages());
      assertSameRun(straight, run);
    }
    System.out.println("seed " + SEED + ", killed after the files: " + moments);
  }

  /** A JVM takes a while to begin; kills before there is a run show nothing. */
  private static void awaitFolder(Process process, Path run) throws InterruptedException {
    while (process.isAlive() && !Files.isDirectory(run)) {
      process.waitFor(1, TimeUnit.MILLISECONDS);
    }
  }

  private static List<String> resumption(List<String> words, Path run) {
    return Stream.concat(
            Stream.of(words.getFirst(), "--resume=" + run, "--checkpoint-every=2steps"),
            BARE.stream())
        .toList();
  }

  /** What there was when the run was killed. */
  private static String moment(Path run, boolean killed) throws IOException {
    List<Path> checkpoints = new RunFolder(run).checkpoints().files();
    boolean saving;
    try (Stream<Path> files = Files.walk(run)) {
      saving = files.anyMatch(file -> file.toString().endsWith(".tmp"));
    }
    return (checkpoints.isEmpty() ? "no checkpoint" : checkpoints.getFirst().getFileName())
        + (Files.exists(new RunFolder(run).model()) ? "" : ", first epoch")
        + (saving ? ", saving" : "")
        + (killed ? "" : ", ended");
  }

  private static void assertSameRun(Path straight, Path run) throws IOException {
    for (String name : List.of("model.safetensors", "best.safetensors", "baseline.safetensors")) {
      if (Files.exists(straight.resolve(name))) {
        assertArrayEquals(
            Files.readAllBytes(straight.resolve(name)),
            Files.readAllBytes(run.resolve(name)),
            name);
      }
    }
    List<Path> expected = new RunFolder(straight).checkpoints().files();
    List<Path> found = new RunFolder(run).checkpoints().files();
    assertEquals(names(expected), names(found));
    for (int i = 0; i < expected.size(); i++) {
      assertSameState(expected.get(i), found.get(i));
    }
    try (Stream<Path> files = Files.walk(run)) {
      assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".tmp")).toList());
    }
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }

  /** Times are all that may differ. */
  private static void assertSameState(Path expected, Path found) {
    Safetensors first = Safetensors.read(expected);
    Safetensors second = Safetensors.read(found);
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

  private static List<String> with(List<String> words, String... more) {
    return Stream.concat(words.stream(), Stream.of(more)).toList();
  }

  private Process start(List<String> words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
    command.addAll(words);
    command.add("--threads=1");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("messages").toFile())
        .start();
  }

  private Ended end(Process process) throws Exception {
    int exit = process.waitFor();
    return new Ended(exit, Files.readString(folder.resolve("messages")));
  }
}
