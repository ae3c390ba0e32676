package fovea.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import fovea.format.event.Event;
import fovea.format.event.EventFile;
import fovea.format.event.SummaryValue;
import fovea.graph.type.FoveaException;
import fovea.nn.Parameters;
import fovea.train.event.TensorBoardEvents;
import fovea.train.optim.Clip;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of a training of 7 steps an epoch. */
class TensorBoardEventsTest {
  private static final int EPOCHS = 9;
  private static final int STEPS = 7 * EPOCHS;

  @TempDir Path folder;

  private Trainer trainer(Tiny.Net net, TrainCallback... callbacks) {
    return Tiny.trainer(net).epochs(EPOCHS).clip(Clip.norm(10)).folder(folder).callbacks(callbacks);
  }

  private static TrainingResult fit(Trainer trainer) {
    return Tiny.onReference(() -> trainer.fit(Tiny.train(), Tiny.test()));
  }

  /** Logs a number of its own in each epoch. */
  private record Logging() implements TrainCallback {
    @Override
    public void epochFinished(EpochReport report, TrainControl control) {
      control.log("mine", 10 * report.epoch());
    }
  }

  /** Values by tag and step, as TensorBoard sees those of all files of a folder. */
  private static TreeMap<String, TreeMap<Long, SummaryValue>> values(Path folder) {
    TreeMap<String, TreeMap<Long, SummaryValue>> values = new TreeMap<>();
    for (Path file : EventFile.in(folder)) {
      for (Event event : EventFile.read(file)) {
        switch (event.content()) {
          case Event.Summary summary ->
              summary
                  .values()
                  .forEach(
                      value ->
                          values
                              .computeIfAbsent(value.tag(), _ -> new TreeMap<>())
                              .put(event.step(), value));
          case Event.Start() ->
              values.values().forEach(series -> series.tailMap(event.step(), true).clear());
          case Event.Version _, Event.Other _ -> {}
        }
      }
    }
    return values;
  }

  private static float number(SummaryValue value) {
    return ((SummaryValue.Scalar) value).value();
  }

  @Test
  void numbersAreThoseOfTheReports() {
    TrainingResult result = fit(trainer(Tiny.net(), new Logging(), TensorBoardEvents.scalars()));
    var values = values(folder);
    assertEquals(
        List.of(
            "accuracy/test",
            "accuracy/train",
            "gradient_norm",
            "learning_rate",
            "loss/steps",
            "loss/test",
            "loss/train",
            "mine",
            "speed/images_per_second",
            "speed/waiting"),
        List.copyOf(values.keySet()));
    for (EpochReport report : result.epochs()) {
      long step = 7L * report.epoch();
      assertEquals((float) report.train().loss(), number(values.get("loss/train").get(step)));
      assertEquals((float) report.test().loss(), number(values.get("loss/test").get(step)));
      assertEquals((float) report.test().accuracy(), number(values.get("accuracy/test").get(step)));
      assertEquals((float) report.rate(), number(values.get("learning_rate").get(step)));
      assertEquals(10f * report.epoch(), number(values.get("mine").get(step)));
    }
    assertEquals(EPOCHS, values.get("loss/train").size());
    assertEquals(List.of(50L), List.copyOf(values.get("loss/steps").keySet()));
  }

  @Test
  void histogramsAndPicturesAreWritten() throws IOException {
    var net = Tiny.net();
    fit(trainer(net, TensorBoardEvents.all()));
    var values = values(folder);
    Parameters.of(net)
        .forEach(
            (name, parameter) -> {
              for (String group : List.of("weights/", "gradients/")) {
                var series = values.get(group + name);
                assertEquals(EPOCHS, series.size());
                var last = (SummaryValue.Distribution) series.lastEntry().getValue();
                assertEquals(parameter.shape().elements(), last.histogram().count());
                assertTrue(last.histogram().squares() > 0, group + name);
              }
              double[] now = parameter.value().doubles();
              var last =
                  (SummaryValue.Distribution) values.get("weights/" + name).lastEntry().getValue();
              assertEquals(Arrays.stream(now).max().orElseThrow(), last.histogram().largest());
            });
    var relu = (SummaryValue.Distribution) values.get("activations/relu").lastEntry().getValue();
    assertEquals(32 * 64, relu.histogram().count());
    assertEquals(0, relu.histogram().least());
    assertTrue(values.containsKey("activations/output"));
    var pictures = values.get("pictures/training");
    assertEquals(List.of(0L), List.copyOf(pictures.keySet()));
    var sheet = (SummaryValue.Image) pictures.firstEntry().getValue();
    var read = ImageIO.read(new ByteArrayInputStream(sheet.png()));
    assertEquals(8 * 8 - 2, read.getWidth());
    assertEquals(4 * 8 - 2, read.getHeight());
    assertEquals(read.getWidth(), sheet.width());
    assertEquals(read.getHeight(), sheet.height());
    assertEquals(1, sheet.channels());
  }

  @Test
  void theTrainingIsTheSameBitForBit() {
    var without = Tiny.net();
    fit(trainer(without));
    var with = Tiny.net();
    fit(trainer(with, TensorBoardEvents.all()));
    assertEquals(Tiny.values(without), Tiny.values(with));
  }

  /** Stopped in the middle of an epoch; what a dead process wrote behind it is void. */
  @Test
  void aResumedTrainingGoesOnWithItsEvents() throws IOException {
    fit(trainer(Tiny.net(), TensorBoardEvents.all()));
    var straight = values(folder);
    Files.delete(EventFile.in(folder).getFirst());

    var stop = new StopSignal();
    var left = new AtomicInteger(45);
    var story =
        new Story(
            _ -> {
              if (left.decrementAndGet() == 0) {
                stop.request();
              }
            });
    fit(trainer(Tiny.net(), story, TensorBoardEvents.all()).stop(stop));
    Path first = EventFile.in(folder).getFirst();
    long whole = Files.size(first);
    // A checkpoint is older than the last events of a process that was killed while it wrote one.
    var lost = new SummaryValue.Scalar("loss/train", 99);
    var file = EventFile.create(folder, 5);
    file.append(List.of(new Event(1, 49, new Event.Summary(List.of(lost)))));
    byte[] more = Files.readAllBytes(file.path());
    Files.delete(file.path());
    Files.write(first, Arrays.copyOfRange(more, 40, more.length), StandardOpenOption.APPEND);
    Files.write(first, new byte[] {24, 0, 0}, StandardOpenOption.APPEND);
    assertTrue(Files.size(first) > whole);
    assertEquals(99, number(values(folder).get("loss/train").get(49L)));

    Trainer again = trainer(Tiny.net(), TensorBoardEvents.all());
    Tiny.onReference(() -> again.resume(Tiny.train(), Tiny.test()));
    List<Path> files = EventFile.in(folder);
    assertEquals(first, files.getFirst());
    assertEquals(2, files.size());
    var start = EventFile.read(files.getLast()).get(1);
    assertEquals(new Event.Start(), start.content());
    assertEquals(46, start.step());
    var resumed = values(folder);
    assertEquals(straight.keySet(), resumed.keySet());
    straight.forEach(
        (tag, series) -> {
          assertEquals(series.keySet(), resumed.get(tag).keySet(), tag);
          if (!tag.startsWith("speed/") && !tag.startsWith("pictures/")) {
            assertEquals(series, resumed.get(tag), tag);
          }
        });
  }

  @Test
  void aFreshTrainingRemovesTheEventsOfAnother() throws IOException {
    Path old = EventFile.create(folder, 7).path();
    Files.writeString(folder.resolve("notes"), "mine");
    fit(trainer(Tiny.net(), TensorBoardEvents.scalars()));
    assertFalse(Files.exists(old));
    assertEquals(1, EventFile.in(folder).size());
    assertTrue(Files.exists(folder.resolve("notes")));
  }

  @Test
  void aTrainingGoesOnWithoutEventsThatCannotBeWritten() {
    List<FormatException> failures = new ArrayList<>();
    var story = new Story(_ -> EventFile.in(folder).forEach(TensorBoardEventsTest::delete));
    var net = Tiny.net();
    fit(trainer(net, story, TensorBoardEvents.all().onFailure(failures::add)));
    assertEquals(STEPS, story.steps.size());
    assertEquals(1, failures.size());
    assertTrue(failures.getFirst().getMessage().contains("cannot be written"));
    assertEquals(List.of(), EventFile.in(folder));
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void eventsNeedAFolder() {
    var trainer = Tiny.trainer(Tiny.net()).callbacks(TensorBoardEvents.scalars());
    var error = assertThrows(FoveaException.class, () -> fit(trainer));
    assertTrue(error.getMessage().contains("expected a folder of the run, found none"));
  }
}
