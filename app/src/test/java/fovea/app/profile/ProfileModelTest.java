package fovea.app.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import fovea.format.Json;
import fovea.format.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileModelTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"auto", "reference"})
  void showsWhereTheTimeOfATrainingStepGoes(String device) throws IOException {
    Path trace = folder.resolve("step.json");
    var done =
        CommandRun.of(
            "profile",
            "lenet5",
            "--train",
            "--batch",
            2,
            "--repeat",
            2,
            "--device",
            device,
            "--top",
            3,
            "--trace",
            trace);
    assertEquals(Exit.DONE, done.exit(), done.messages());
    List<String> lines = done.out().lines().toList();
    assertEquals(
        "lenet5, 10 classes of 1x32x32, a step of training on 2 pictures", lines.getFirst());
    assertEquals("trace: " + trace + ", for https://ui.perfetto.dev", lines.getLast());
    for (String expected : List.of("by layer", "by kernel", "… ", "single kernels", "gaps")) {
      assertTrue(done.out().contains(expected), expected + " in " + done.out());
    }
    // Columns are as wide as their times, which a busy machine makes wider.
    assertTrue(
        lines.stream()
            .map(line -> line.replaceAll(" +", " "))
            .anyMatch(line -> line.startsWith("layer forward backward update ")),
        done.out());
    for (String line : lines) {
      assertTrue(line.length() <= 100 || line.contains("trace"), line);
    }
    var events = (JsonObject) Json.parse(Files.readString(trace), "trace");
    assertTrue(events.array("traceEvents").values().size() > 20);
  }

  @Test
  void tellsAllOfItToPrograms() {
    var json =
        CommandRun.of(
                "profile", "softmax", "--repeat", 1, "--json", "--trace", folder.resolve("t.json"))
            .object();
    assertEquals(1, json.integer("batch"));
    assertEquals(1, json.integer("repetitions"));
    var kernel = (JsonObject) json.array("kernels").values().getFirst();
    assertEquals("forward", kernel.string("part"));
    assertTrue(kernel.integer("bytes") > 0);
    assertTrue(json.array("layers").values().size() > 0);
    assertTrue(json.real("images_per_second") > 0);
  }

  @Test
  void profilesInBf16() {
    var reported =
        CommandRun.of(
            "profile",
            "lenet5",
            "--precision",
            "bf16",
            "--repeat",
            1,
            "--trace",
            folder.resolve("t.json"));
    assertEquals(Exit.DONE, reported.exit(), reported.messages());
    assertTrue(
        reported
            .out()
            .startsWith("lenet5, 10 classes of 1x32x32, a prediction on 1 picture in bf16"),
        reported.out());
    assertTrue(reported.messages().contains("precision: "), reported.messages());
  }

  @Test
  void profilesASavedModel() throws IOException {
    TinyData.write(folder, "mnist");
    Path run = folder.resolve("run");
    var trained =
        CommandRun.ofLine(
            "train --model softmax --data mnist --data-dir %s --epochs 1 --out %s"
                .formatted(folder, run));
    assertEquals(Exit.DONE, trained.exit(), trained.messages());
    var done = CommandRun.of("profile", run, "--repeat", 1, "--trace", folder.resolve("t.json"));
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(done.out().startsWith("softmax, "), done.out());
    var refused = CommandRun.of("profile", run, "--classes", 3);
    assertEquals(Exit.USAGE, refused.exit());
    assertTrue(refused.messages().contains("--classes: goes with the name of a network"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "profile                                 | MODEL is missing",
        "profile resnet19                        | there is no network 'resnet19'; did you mean",
        "profile runs/nowhere                    | there is no file or folder 'runs/nowhere'",
        "profile lenet5 --repeat 0               | expected a whole number from 1 upwards",
        "profile lenet5 --top many               | expected a whole number from 1 upwards",
        "profile lenet5 --input 1x28x28          | which is all that lenet5 takes",
        "profile lenet5 --trace nowhere/t.json   | expected a file in a folder that exists",
        "profile lenet5 --trian                  | did you mean --train?",
      })
  void answersAMisunderstandingInASentence(String line, String sentence) {
    var refused = CommandRun.ofLine(line);
    assertEquals(Exit.USAGE, refused.exit(), refused.messages());
    assertEquals("", refused.out());
    assertTrue(refused.messages().contains(sentence), refused.messages());
  }
}
