package fovea.train.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.data.split.DataPart;
import fovea.data.split.SplitRule;
import fovea.data.split.SplitShares;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.train.metric.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRecordTest {
  @TempDir private Path folder;

  private static RunRecord record() {
    PictureSet digits = Data.digits(Split.TRAIN, 20, 1);
    return new RunRecord(
        RunRecord.Stage.running(Instant.parse("2026-11-30T17:00:00.5Z")),
        new RunRecord.Request(
            "train", JsonObject.empty().with("epochs", 2), "./fovea train --epochs 2", 7),
        Optional.of(
            RunData.of(
                    "digits", Map.of(DataPart.TRAIN, digits, DataPart.VALIDATION, digits.first(10)))
                .split(new SplitRule(new SplitShares().validation(0.5), 7))),
        JsonObject.empty(),
        JsonObject.empty(),
        JsonObject.empty().with("fovea", "1.0"),
        Map.of(),
        RunCost.NONE);
  }

  @Test
  void isReadAsItWasWritten() {
    var run = new RunFolder(folder);
    assertEquals(Optional.empty(), RunRecord.find(run));
    RunRecord running = record();
    running.write(run);
    assertEquals(Optional.of(running), RunRecord.find(run));
    var cost =
        new RunCost(
            new RunCost.Time(12.5, 9, 1, 2, 0.5),
            40,
            20,
            OptionalLong.of(1 << 30),
            OptionalDouble.empty());
    Score score = new Score(0.5, new TreeMap<>(Map.of("accuracy", 0.75)), 20);
    RunRecord failed =
        running
            .cost(cost)
            .scores(Map.of(DataPart.TEST, score))
            .progress(running.progress().fail("the disk is full"));
    failed.write(run);
    assertEquals(Optional.of(failed), RunRecord.find(run));
    assertEquals(40 / 9.0, failed.cost().imagesPerSecond(), 1e-12);
  }

  @Test
  void theSameDataHaveTheSameFingerprint() {
    RunData data = record().data().orElseThrow();
    assertEquals(Optional.of(data), record().data());
    assertNotEquals(data.part(DataPart.TRAIN), data.part(DataPart.VALIDATION));
    PictureSet others = Data.digits(Split.TRAIN, 20, 2);
    assertNotEquals(data.part(DataPart.TRAIN), Optional.of(RunData.Part.of(others)));
    assertEquals(Optional.empty(), data.part(DataPart.TEST));
  }

  @Test
  void costsOfSeveralProcessesAddUp() {
    var time = new RunCost.Time(5, 4, 3, 2, 1);
    var first = new RunCost(time, 10, 6, OptionalLong.of(7), OptionalDouble.of(8));
    RunCost both = RunCost.NONE.plus(first).plus(first);
    assertEquals(
        new RunCost(
            new RunCost.Time(10, 8, 6, 4, 2), 20, 12, OptionalLong.of(7), OptionalDouble.of(16)),
        both);
    var unknown = new RunCost(time, 10, 6, OptionalLong.empty(), OptionalDouble.empty());
    assertEquals(OptionalLong.of(7), both.plus(unknown).peakBytes());
    assertEquals(OptionalDouble.empty(), both.plus(unknown).joules());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"state\": \"running\" | \"state\": \"resting\" | expected one of running, stopped",
        "17:00:00Z | noon | expected the record of a run",
        "\"seed\": 7 | \"seed\": \"x\" | seed",
        "\"cost\" | \"price\" | cost",
        "\"validation\": 0.5 | \"validation\": 1.5 | expected shares from 0",
        "{ | [ | expected",
      })
  void aDamagedRecordIsASentence(String from, String to, String expected) throws IOException {
    var run = new RunFolder(folder);
    record().write(run);
    String text = Files.readString(run.record());
    Files.writeString(run.record(), text.replaceFirst(Pattern.quote(from), to));
    String message = assertThrows(FormatException.class, () -> RunRecord.find(run)).getMessage();
    assertTrue(message.startsWith(run.record().toString()), message);
    assertTrue(message.contains(expected), message);
  }
}
