package fovea.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteReportTest {
  @TempDir private static Path data;
  @TempDir private static Path runs;
  private static Path run = Path.of("");

  @BeforeAll
  static void train() throws IOException {
    TinyData.write(data, "mnist");
    run = runs.resolve("run");
    var trained =
        CommandRun.of("train", "--data", "mnist", "--data-dir", data, "--epochs", 2, "--out", run);
    assertEquals(Exit.DONE, trained.exit(), trained.messages());
    assertTrue(trained.messages().contains("report, for a browser"), trained.messages());
  }

  private static CommandRun report(Object... more) {
    Object[] words = new Object[4 + more.length];
    System.arraycopy(new Object[] {"report", "--data-dir", data, "--json"}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return CommandRun.of(words);
  }

  @Test
  void aTrainingLeavesAReport() throws IOException {
    String html = Files.readString(run.resolve("report.html"));
    assertTrue(html.contains("lenet5 · mnist · 2 epochs"), html.substring(0, 3_000));
    assertTrue(html.contains("training") && html.contains("300 pictures"));
  }

  @Test
  void noReportLeavesNone() {
    Path other = runs.resolve("plain");
    var trained =
        CommandRun.of(
            "train",
            "--data",
            "mnist",
            "--model",
            "softmax",
            "--epochs",
            1,
            "--no-report",
            "--data-dir",
            data,
            "--out",
            other);
    assertEquals(Exit.DONE, trained.exit(), trained.messages());
    assertFalse(Files.exists(other.resolve("report.html")));
  }

  @Test
  void itsFiguresAreThoseOfEvaluate() {
    Path file = runs.resolve("page.html");
    var done = report(run, "--out", file, "--temperature");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    var evaluated = CommandRun.of("evaluate", run, "--data-dir", data, "--json");
    for (String name : new String[] {"accuracy", "balanced_accuracy", "macro_f1"}) {
      assertEquals(evaluated.object().real(name), done.object().real(name), 1e-12, name);
    }
    for (String name : new String[] {"loss", "calibration_error"}) {
      assertEquals(evaluated.object().real(name), done.object().real(name), 1e-5, name);
    }
    assertEquals(TinyData.TEST / 2, done.object().object("temperature").integer("n"));
    assertEquals("half", done.object().object("temperature").string("fitted_on"));
    assertEquals(file.toString(), done.object().string("report"));
    assertTrue(Files.exists(file));
  }

  @Test
  void withoutDataCurvesAndSettingsAreLeft() throws IOException {
    Path file = runs.resolve("blind.html");
    Path nowhere = Files.createDirectory(runs.resolve("nowhere"));
    var done =
        CommandRun.of("report", run, "--data-dir", nowhere, "--offline", "--out", file, "--json");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    String html = Files.readString(file);
    assertTrue(html.contains("The model was not judged: "), done.messages());
    assertTrue(html.contains("Training curves") && !html.contains("Summary"));
    assertFalse(done.object().find("accuracy").isPresent());
  }

  @Test
  void whatIsNoRunIsASentence() throws IOException {
    var absent = report(runs.resolve("absent"));
    assertEquals(Exit.FAILED, absent.exit());
    assertTrue(absent.messages().contains("expected the folder of a run"), absent.messages());
    Path empty = Files.createDirectory(runs.resolve("empty"));
    var none = report(empty);
    assertEquals(Exit.FAILED, none.exit());
    assertEquals(1, none.messages().lines().count(), none.messages());
    var text = report(run, "--out", runs.resolve("page.txt"));
    assertEquals(Exit.FAILED, text.exit());
    assertTrue(text.messages().contains("ends in .html"), text.messages());
  }
}
