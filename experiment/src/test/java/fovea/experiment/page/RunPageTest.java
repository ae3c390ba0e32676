package fovea.experiment.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.InMemoryPictures;
import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Framing;
import fovea.data.pixels.PictureShape;
import fovea.data.sets.Data;
import fovea.experiment.Run;
import fovea.explain.evaluation.EvaluationValues;
import fovea.explain.evaluation.EvaluationView;
import fovea.explain.evaluation.ModelEvaluation;
import fovea.format.FormatException;
import fovea.hub.Model;
import fovea.hub.ModelEvaluator;
import fovea.hub.Models;
import fovea.train.EpochReport;
import fovea.train.Trainer;
import fovea.train.metric.Evaluation;
import fovea.train.metric.Score;
import fovea.zoo.Zoo;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPageTest {
  @TempDir private static Path folder;
  private static final PictureSet DIGITS = Data.digits(Split.TEST, 400, 7);

  @BeforeAll
  static void train() {
    train(folder, "lenet5", Data.digits(Split.TRAIN, 300, 3));
  }

  private static void train(Path folder, String network, PictureSet pictures) {
    Model model = Models.create(Zoo.architecture(network), pictures, 1);
    var loader = new DataLoader(pictures, model.preprocessing(), 50).seed(1);
    Trainer.of(model.network()).epochs(2).seed(1).folder(folder).fit(loader, loader);
  }

  private static String html(RunPage page) {
    return page.page().html();
  }

  @Test
  void figuresAreThoseOfTheEvaluator() {
    Model model = Models.load(folder);
    ModelEvaluation evaluation = ModelEvaluation.of(model, DIGITS);
    EvaluationValues values = evaluation.values();
    Evaluation expected = ModelEvaluator.of(model, DIGITS).run();
    assertEquals(expected.accuracy(), values.accuracy(), 1e-12);
    assertEquals(expected.loss(), values.loss(), 1e-5);
    assertEquals(expected.metric("calibration_error"), values.calibrationError(), 1e-5);
    assertEquals(expected.confusion().balancedAccuracy(), values.balancedAccuracy(), 1e-12);
    assertEquals(expected.n(), values.pictures());

    String html = html(new RunPage(Run.read(folder)).evaluation(evaluation, new EvaluationView()));
    assertTrue(html.contains(String.format(Locale.ROOT, "%.2f %%", 100 * expected.accuracy())));
    assertTrue(html.contains(String.format(Locale.ROOT, "<dd dir=\"auto\">%.4f", expected.loss())));
    for (String part :
        List.of("Training curves", "Worst errors", "Grad-CAM", "Calibration", "Settings")) {
      assertTrue(html.contains(part), part);
    }
  }

  @Test
  void asksForNothing() {
    var evaluation = ModelEvaluation.of(Models.load(folder), DIGITS);
    String html = html(new RunPage(Run.read(folder)).evaluation(evaluation, new EvaluationView()));
    String own = html.replace("http://www.w3.org/2000/svg", "");
    assertFalse(own.contains("http://") || own.contains("https://"));
    assertFalse(own.contains(" src=") || own.contains("<script") || own.contains("@import"));
    String without =
        html(
            new RunPage(Run.read(folder))
                .evaluation(evaluation, new EvaluationView().noPictures()));
    assertTrue(without.length() < html.length() && without.contains("Where these pictures are"));
  }

  /** Pictures with as much in them as photos: waves of all lengths, and noise. */
  @Test
  void manyColoredPicturesFit() {
    int side = 96;
    var random = new Random(1);
    int count = 500;
    byte[] pixels = new byte[count * 3 * side * side];
    int[] labels = new int[count];
    for (int picture = 0; picture < count; picture++) {
      labels[picture] = random.nextInt(10);
      double wave = 0.05 + random.nextDouble();
      for (int i = 0; i < 3 * side * side; i++) {
        double x = i % side;
        double y = i / side;
        double value = 128 + 60 * Math.sin(wave * x + y / 9) + 12 * random.nextGaussian();
        pixels[picture * 3 * side * side + i] = (byte) Math.clamp((long) value, 0, 255);
      }
    }
    List<String> classes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      classes.add("class " + i);
    }
    var info =
        new DataInfo("waves", "waves", new PictureShape(3, side, side), classes, Framing.OBJECT);
    var set = new InMemoryPictures(info, MemorySegment.ofArray(pixels), labels);
    Model model = Models.create(Zoo.architecture("toy"), set, 1);
    var evaluation = ModelEvaluation.of(model, set);
    String html = html(new RunPage(Run.read(folder)).evaluation(evaluation, new EvaluationView()));
    int bytes = html.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes > 400_000 && bytes <= 2_000_000, bytes + " bytes");
  }

  @Test
  void namesAreShownAsTheyAre() throws IOException {
    String name = "<script>alert(1)</script>";
    PictureSet plain = Data.digits(Split.TEST, 60, 5);
    byte[] pixels = new byte[60 * plain.shape().values()];
    int[] labels = new int[60];
    for (int i = 0; i < 60; i++) {
      plain.copyPicture(i, MemorySegment.ofArray(pixels), (long) i * plain.shape().values());
      labels[i] = i % 2;
    }
    var info = new DataInfo(name, name, plain.shape(), List.of(name, "\"><b>"), Framing.DIGIT);
    var set = new InMemoryPictures(info, MemorySegment.ofArray(pixels), labels);
    Path own = Files.createDirectory(folder.resolve("hostile"));
    train(own, "softmax", set);
    Files.writeString(own.resolve("run.json"), "{\"command\": \"</pre><script>x</script>\"}");
    var evaluation = ModelEvaluation.of(Models.load(own), set);
    String html =
        html(
            new RunPage(Run.read(own))
                .evaluation(evaluation, new EvaluationView())
                .data(new DataFacts(List.of(DataCounts.of(name, set))).remark(name))
                .note(name));
    assertFalse(html.contains("<script") || html.contains("<b>"), "unescaped");
    assertTrue(html.contains("&lt;script&gt;"));
  }

  private static RunPage page(List<EpochReport> epochs) {
    Run run = Run.read(folder);
    return new RunPage(new Run(run.folder(), run.settings(), epochs));
  }

  private static EpochReport epoch(int number, double loss, boolean isTested) {
    var metrics = new LinkedHashMap<>(Map.of("accuracy", 0.5));
    var score = new Score(loss, metrics, 100);
    return new EpochReport(
        number, 0.1, score, isTested ? score : Score.none(), 2, 0.5, 1, new LinkedHashMap<>());
  }

  @Test
  void aRunWithoutEpochsHasAPage() {
    String html = html(page(List.of()));
    assertTrue(html.contains("no curves") && html.contains("nothing was measured"), html);
    assertFalse(html.contains("Summary"));
  }

  @Test
  void divergenceIsSaid() {
    List<EpochReport> epochs =
        List.of(epoch(1, 2.3, true), epoch(2, Double.NaN, true), epoch(3, Double.NaN, true));
    String html = html(page(epochs));
    assertTrue(html.contains("not finite in epoch 2, 3"), html);
    assertFalse(html.contains("\"NaN"));
    assertTrue(html(page(List.of(epoch(1, Double.NaN, true)))).contains("not finite in epoch 1"));
  }

  /** Tests at every twentieth epoch are three points that a line goes through. */
  @Test
  void aTestNowAndThenStillShows() {
    List<EpochReport> epochs = new ArrayList<>();
    for (int number = 1; number <= 60; number++) {
      epochs.add(epoch(number, 1.0 / number, number % 20 == 0));
    }
    String html = html(page(epochs));
    assertTrue(html.contains("test from 0.0500 to 0.0167"), html);
    String loss = html.substring(html.indexOf("loss by epoch:"));
    String chart = loss.substring(0, loss.indexOf("</svg>"));
    assertEquals(3, chart.split("<circle", -1).length - 1);
    assertTrue(html.contains("3:00"), html);
  }

  @Test
  void tellsWhatOtherFilesKnow() throws IOException {
    Path own = Files.createDirectory(folder.resolve("recorded"));
    train(own, "softmax", Data.digits(Split.TRAIN, 50, 3));
    Files.writeString(
        own.resolve("run.json"),
        """
        {"command": "./fovea train --epochs 2", "seed": 4711,
         "cost": {"seconds": 75.2, "peak_bytes": 104857600, "joules": 1234.5, "images": 5}}
        """);
    String html = html(new RunPage(Run.read(own)));
    for (String text : List.of("./fovea train --epochs 2", "4711", "1:15", "100 MiB", "kJ")) {
      assertTrue(html.contains(text), text);
    }
    Files.writeString(own.resolve("run.json"), "[1]");
    assertThrows(FormatException.class, () -> new RunPage(Run.read(own)).page());
  }

  @Test
  void writesTheFile() {
    Path file = folder.resolve("page").resolve("report.html");
    page(List.of()).save(file);
    assertTrue(Files.exists(file));
  }
}
