package fovea.app.train.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.TinyData;
import fovea.app.session.Exit;
import fovea.train.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateSearchTest {
  @TempDir private static Path data;
  @TempDir private Path folder;

  @BeforeAll
  static void writeData() throws IOException {
    TinyData.write(data, "mnist");
  }

  private static Object[] words(Path out, Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("train", "--find-rate", "--model", "lenet5", "--data", "mnist"));
    words.addAll(List.of("--data-dir", data, "--out", out, "--batch", 16));
    words.addAll(List.of(more));
    return words.toArray();
  }

  @Test
  void findsARateAndShowsTheLosses() throws IOException {
    Path out = folder.resolve("rates");
    var done = CommandRun.of(words(out, "--json"));
    assertEquals(Exit.DONE, done.exit(), done.messages());
    var json = done.object();
    double rate = json.real("tenth_of_lowest");
    assertTrue(rate > 1e-5 && rate < 1, done.out());
    assertEquals(json.array("rates").values().size(), json.array("losses").values().size());
    assertEquals(
        List.of(out.resolve("rate.png").toString(), out.resolve("rate.svg").toString()),
        json.array("pictures").strings());
    String svg = Files.readString(out.resolve("rate.svg"));
    assertTrue(svg.contains("learning rate") && svg.contains("steepest descent"), svg);
    assertTrue(Files.size(out.resolve("rate.png")) > 1000);
    assertTrue(
        done.messages().contains("train with the tenth of the lowest by: --lr "), done.messages());
  }

  @Test
  void theSameSeedFindsTheSameRate() {
    var first = CommandRun.of(words(folder.resolve("a"), "--json", "--seed", 3));
    var second = CommandRun.of(words(folder.resolve("b"), "--json", "--seed", 3));
    assertEquals(first.object().member("losses"), second.object().member("losses"));
  }

  @Test
  void mayBeEndedEarly() {
    var stop = new StopSignal();
    stop.request();
    var stopped = CommandRun.stoppedBy(stop, words(folder.resolve("rates"), "--json"));
    assertEquals(1, stopped.object().array("rates").values().size(), stopped.messages());
  }

  @Test
  void aRunThatGoesOnHasItsRate() {
    var refused = CommandRun.of("train", "--find-rate", "--resume", folder);
    assertEquals(Exit.USAGE, refused.exit());
    assertTrue(
        refused.messages().contains("only --epochs may change, found --find-rate"),
        refused.messages());
  }
}
