package fovea.hub.finetune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.error.UserException;
import fovea.hub.Samples;
import fovea.train.StopSignal;
import fovea.train.TrainControl;
import fovea.train.run.CheckpointInterval;
import fovea.train.run.Checkpoints;
import fovea.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fine-tuning that ended too early goes on to the same bits, whatever it was doing. */
class FineTuneResumeTest {
  private static final int COUNT = 8;
  private static final Checkpoints ALL =
      new Checkpoints().every(CheckpointInterval.steps(1)).kept(99);

  @TempDir private static Path folder;
  private static Path photos;
  private static Path straight;
  private static FineTuneResult whole;

  @BeforeAll
  static void runOnce() throws IOException {
    photos = Samples.photos(folder.resolve("photos"), COUNT, 1);
    Samples.weights(folder.resolve("weights.safetensors"));
    straight = folder.resolve("straight");
    whole = fineTune().prepare().folder(straight).run();
  }

  private static FineTune fineTune() {
    return FineTune.of(folder.resolve("weights.safetensors").toString())
        .on(photos)
        .epochs(2)
        .batch(4)
        .headRate(0.01)
        .training(trainer -> trainer.checkpoints(ALL));
  }

  /** The files that a run had in the middle, as if its process had been killed. */
  private static Path killed(String name, List<String> files) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name).resolve("checkpoints")).getParent();
    for (String file : files) {
      Files.copy(straight.resolve(file), run.resolve(file));
    }
    return run;
  }

  private static void endsTheSame(Path run) throws IOException {
    FineTuneResult resumed = fineTune().prepare().folder(run).resume();
    assertEquals(whole.baseline().accuracy(), resumed.baseline().accuracy());
    assertEquals(whole.accuracy(), resumed.accuracy());
    for (String name : List.of("model", "baseline", "head", "tuned")) {
      String file = name + ".safetensors";
      assertArrayEquals(
          Files.readAllBytes(straight.resolve(file)), Files.readAllBytes(run.resolve(file)), file);
    }
  }

  @Test
  void inEachStageItGoesOnToTheSameBits() throws IOException {
    List<String> first = List.of("split.json", "finetune.json");
    Path damaged = killed("head", first);
    Files.writeString(damaged.resolve("baseline.safetensors"), "cut");
    endsTheSame(damaged);
    List<String> second =
        List.of(
            "split.json", "finetune.json", "head.json", "head.safetensors", "baseline.safetensors");
    endsTheSame(killed("between", second));
    List<Path> checkpoints = new RunFolder(straight).checkpoints().files();
    assertEquals(7, checkpoints.size());
    for (Path checkpoint : List.of(checkpoints.get(2), checkpoints.get(6))) {
      String name = checkpoint.getFileName().toString();
      List<String> third =
          Stream.concat(second.stream(), Stream.of("checkpoints/" + name)).toList();
      endsTheSame(killed(name, third));
    }
  }

  @Test
  void oneThatWasStoppedGoesOn() throws IOException {
    for (String place : List.of("features", "step")) {
      Path run = folder.resolve("stopped in " + place);
      var stop = new StopSignal();
      var callback =
          new FineTuneCallback() {
            @Override
            public void features(long done, long total) {
              if (place.equals("features")) {
                stop.request();
              }
            }

            @Override
            public void stepped(Stepped event, TrainControl control) {
              if (event.step() == 2) {
                stop.request();
              }
            }
          };
      fineTune().callback(callback).stop(stop).prepare().folder(run).run();
      assertTrue(Files.exists(new RunFolder(run).model()), place);
      endsTheSame(run);
    }
  }

  @Test
  void aFrozenNetworkLearnsItsHeadAgain() throws IOException {
    FineTune frozen = fineTune().freeze(new Freeze.All());
    Path done = folder.resolve("frozen");
    frozen.prepare().folder(done).run();
    Path run = Files.createDirectories(folder.resolve("frozen again"));
    Files.copy(done.resolve("finetune.json"), run.resolve("finetune.json"));
    frozen.prepare().folder(run).resume();
    assertArrayEquals(
        Files.readAllBytes(new RunFolder(done).model()),
        Files.readAllBytes(new RunFolder(run).model()));
  }

  @Test
  void otherSettingsPhotosAndWeightsAreSentences() throws IOException {
    refuses("began with head_rate 0.01, found 0.02", fineTune().headRate(0.02));
    refuses("began with seed 1, found 2", fineTune().seed(2));
    Path more = Files.copy(photos.resolve("red/00.png"), photos.resolve("red/98.png"));
    refuses("began with other photos: red/98.png is new", fineTune());
    Files.delete(more);
    Path photo = photos.resolve("blue/03.png");
    byte[] bytes = Files.readAllBytes(photo);
    Files.delete(photo);
    refuses("began with other photos: blue/03.png is no longer there", fineTune());
    Files.copy(photos.resolve("blue/02.png"), photo);
    refuses("began with other photos: blue/03.png has changed", fineTune());
    Files.write(photo, bytes);
    Path weights = Samples.weights(folder.resolve("weights.safetensors"), name -> name);
    byte[] before = Files.readAllBytes(weights);
    byte[] changed = before.clone();
    changed[changed.length / 2] ^= 1;
    Files.write(weights, changed);
    refuses("began with other pretrained weights", fineTune());
    Files.write(weights, before);
    assertThrows(UserException.class, () -> fineTune().prepare().resume());
    Path nothing = Files.createDirectories(folder.resolve("nothing"));
    var e = assertThrows(UserException.class, () -> fineTune().prepare().folder(nothing).resume());
    assertTrue(e.getMessage().contains("found no finetune.json in it"), e.getMessage());
  }

  private static void refuses(String sentence, FineTune changed) throws IOException {
    var e = assertThrows(UserException.class, () -> changed.prepare().folder(straight).resume());
    assertTrue(e.getMessage().contains(sentence), e.getMessage());
  }
}
