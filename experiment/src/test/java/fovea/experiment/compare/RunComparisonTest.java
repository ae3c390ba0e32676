package fovea.experiment.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.augment.geometric.RandomCrop;
import fovea.data.sets.Data;
import fovea.experiment.Run;
import fovea.format.FormatException;
import fovea.hub.Model;
import fovea.hub.Models;
import fovea.train.Trainer;
import fovea.train.optim.Sgd;
import fovea.train.run.RunFolder;
import fovea.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunComparisonTest {
  @TempDir private static Path runs;
  @TempDir private Path folder;

  private static final PictureSet DIGITS = Data.digits(Split.TRAIN, 120, 1);
  private static final PictureSet TEST = Data.digits(Split.TEST, 60, 1);

  @BeforeAll
  static void train() {
    train("first", 1, 2, 0.05, false);
    train("second", 2, 2, 0.05, false);
    train("third", 3, 2, 0.05, false);
    train("slower", 1, 2, 0.001, false);
    train("cropped", 1, 3, 0.05, true);
  }

  private static void train(String name, long seed, int epochs, double rate, boolean isCropped) {
    Model model = Models.create(Zoo.architecture("softmax"), DIGITS, seed);
    var pictures = DIGITS.prepared(model.preprocessing());
    var learned = isCropped ? pictures.augments(new RandomCrop(2)) : pictures;
    Trainer.of(model.network())
        .optimizer(new Sgd(rate))
        .epochs(epochs)
        .seed(seed)
        .folder(runs.resolve(name))
        .fit(
            new DataLoader(learned, 30).shuffle(seed),
            new DataLoader(TEST, model.preprocessing(), 60));
  }

  private static RunComparison compare(String... names) {
    return RunComparison.of(
        RunScan.of(List.of(names).stream().map(runs::resolve).toList()).runs(), RunOrder.RESULT);
  }

  private static List<String> differing(RunComparison comparison) {
    return comparison.settings().differing().stream().map(SettingColumn::name).toList();
  }

  @Test
  void showsInWhatRunsDiffer() {
    assertEquals(List.of("seed"), differing(compare("first", "second")));
    RunComparison rates = compare("first", "slower");
    assertEquals(List.of("rate"), differing(rates));
    assertEquals("0.05", rates.settings().differing().getFirst().text(0));
    assertEquals("first", rates.names().getFirst(), "the best one first");
    assertEquals(List.of("augmentation", "epochs"), differing(compare("first", "cropped")));
    assertEquals("softmax", rates.settings().shared().get("model"));
    assertTrue(compare("first").settings().differing().isEmpty());
  }

  @Test
  void warnsOfAnotherAugmentation() {
    assertEquals(List.of(), compare("first", "second", "slower").warnings());
    List<String> warnings = compare("first", "cropped").warnings();
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(warnings.getFirst().startsWith("augmentation differs"), warnings.toString());
    assertTrue(warnings.getFirst().contains("none: first"), warnings.toString());
  }

  @Test
  void warnsOfOtherDataAndOtherTests() {
    Model model = Models.create(Zoo.architecture("softmax"), DIGITS, 1);
    Trainer.of(model.network())
        .epochs(1)
        .folder(folder)
        .fit(
            new DataLoader(TEST.first(40), model.preprocessing(), 20),
            new DataLoader(TEST.first(50), model.preprocessing(), 20));
    RunComparison both =
        RunComparison.of(List.of(Run.read(runs.resolve("first")), Run.read(folder)), RunOrder.NAME);
    String warnings = String.join("\n", both.warnings());
    assertTrue(warnings.contains("the number of training examples differs"), warnings);
    assertTrue(warnings.contains("the number of test examples differs"), warnings);
  }

  @Test
  void warnsOfAnotherSplit() throws IOException {
    for (String name : List.of("a", "b")) {
      Path run = Files.createDirectories(folder.resolve(name));
      Files.copy(runs.resolve("first/model.safetensors"), run.resolve("model.safetensors"));
      Files.writeString(
          run.resolve("split.json"),
          """
          {"folder": "/photos", "classes": ["x", "y"], "learned": [],
           "train": {"x": ["%s.png"], "y": []}, "validation": {"x": [], "y": []}}
          """
              .formatted(name));
    }
    RunComparison both = RunComparison.of(RunScan.of(List.of(folder)).runs(), RunOrder.NAME);
    assertEquals(1, both.warnings().size(), both.warnings().toString());
    assertTrue(both.warnings().getFirst().contains("split A: a; split B: b"));
    Files.writeString(folder.resolve("b/split.json"), "{");
    assertThrows(FormatException.class, both::warnings);
    assertEquals(1, RunScan.of(List.of(folder)).unreadable().size());
  }

  @Test
  void putsRunsTogetherThatDifferInTheSeedOnly() {
    RunComparison all = compare("first", "second", "third", "slower", "cropped");
    assertTrue(all.repeats());
    List<SeedGroup> groups = all.bySeed();
    assertEquals(3, groups.size());
    SeedGroup three = groups.stream().filter(g -> g.rows().size() == 3).findFirst().orElseThrow();
    double[] best =
        three.outcomes().stream().mapToDouble(o -> o.bestAccuracy().orElseThrow()).toArray();
    double mean = (best[0] + best[1] + best[2]) / 3;
    double squares = 0;
    for (double each : best) {
      squares += (each - mean) * (each - mean);
    }
    SeedGroup.Spread spread = three.spread(RunOutcome::bestAccuracy);
    assertEquals(mean, spread.mean(), 1e-12);
    assertEquals(Math.sqrt(squares / 2), spread.deviation(), 1e-12);
    ComparisonTable table = ComparisonTable.bySeed(all);
    assertEquals(3, table.rows().size());
    assertFalse(table.header().contains("seed"));
    assertFalse(compare("first", "slower").repeats());

    List<Run> copies = new ArrayList<>(RunScan.of(List.of(runs)).runs());
    copies.add(Run.read(runs.resolve("second")));
    List<SeedGroup> same = RunComparison.of(copies, RunOrder.RESULT).bySeed();
    assertEquals(
        3,
        same.stream().mapToInt(g -> g.rows().size()).max().orElse(0),
        "a copy says nothing more");
  }

  @Test
  void showsRunsWithoutAModelAsFarAsTheyAreKnown() throws IOException {
    Path started = Files.createDirectories(folder.resolve("started/checkpoints"));
    Path newest = new RunFolder(runs.resolve("first")).checkpoints().files().getFirst();
    Files.copy(newest, started.resolve(newest.getFileName()));
    Files.createDirectories(folder.resolve("empty/checkpoints"));
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("model.safetensors"), "no model");
    Files.createDirectories(folder.resolve("photos/cats"));
    Path split = Files.createDirectories(folder.resolve("split/checkpoints")).getParent();
    Files.writeString(
        split.resolve("split.json"),
        """
        {"folder": "photos", "classes": [], "train": {}, "learned": [],
         "split": {"shares": {"validation": 2}, "groups": {}, "seed": 1}}
        """);
    RunScan scan = RunScan.of(List.of(folder));
    assertEquals(List.of("empty", "started"), scan.runs().stream().map(Run::name).toList());
    assertEquals(2, scan.unreadable().size());
    assertTrue(scan.unreadable().getFirst().getMessage().contains("broken"));

    RunComparison both = RunComparison.of(scan.runs(), RunOrder.NAME);
    assertEquals(List.of(), both.settings().differing());
    assertEquals("softmax", both.settings().shared().get("model"));
    assertEquals(2, both.bySeed().size(), "what is not known is no repetition");
    List<String> row = ComparisonTable.ofRuns(both).rows().getLast();
    assertEquals("started", row.getFirst());
    assertTrue(row.contains("0 of 2"), row.toString());
    assertTrue(new ComparisonCharts(both).all().isEmpty());
    assertTrue(ComparisonPage.of(both).html().contains("started"));
  }

  @Test
  void drawsCurvesAndAPage() {
    RunComparison all = compare("first", "slower", "cropped");
    var charts = new ComparisonCharts(all);
    assertEquals(4, charts.all().size());
    String svg = charts.figure().svg();
    assertTrue(svg.contains("cropped"), svg);
    String html = ComparisonPage.of(all).html();
    assertTrue(html.contains("Before you compare"));
    assertTrue(html.contains("accuracy on the test examples"));
  }

  @Test
  void refusesPlacesWithoutRuns() {
    Path none = folder.resolve("none");
    assertTrue(
        assertThrows(FormatException.class, () -> RunScan.of(List.of(none)))
            .getMessage()
            .contains("found none"));
    assertThrows(FormatException.class, () -> RunScan.of(List.of(folder)));
    List<Path> twice = List.of(runs, runs.resolve("first"));
    assertEquals(5, RunScan.of(twice).runs().size(), "a run that is named twice is one");
  }
}
