package fovea.hub.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.DataException;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import fovea.hub.Models;
import fovea.hub.Samples;
import fovea.model.ModelFile;
import fovea.train.EpochReport;
import fovea.train.RunFolder;
import fovea.train.TrainControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTuneTest {
  private static final int COUNT = 10;

  @TempDir private static Path folder;
  private static Path photos;
  private static String weights;

  @BeforeAll
  static void prepare() throws IOException {
    photos = folder.resolve("photos");
    Samples.photos(photos.resolve("train"), COUNT, 1);
    Samples.photos(photos.resolve("val"), COUNT / 2, 2);
    weights = Samples.weights(folder.resolve("weights.safetensors")).toString();
  }

  private static FineTune fineTune() {
    return FineTune.of(weights).on(photos).epochs(1).batch(8).headRate(0.01);
  }

  @Test
  void theHeadLearnsFirstAndThenTheRest() {
    Path run = folder.resolve("run");
    List<String> heard = new ArrayList<>();
    var callback =
        new FineTuneCallback() {
          @Override
          public void trainingPhotos(int done, int total) {
            heard.add("learning " + total);
          }

          @Override
          public void validationPhotos(int done, int total) {
            heard.add("judging " + total);
          }

          @Override
          public void features(long done, long total) {
            heard.add("features " + total);
          }

          @Override
          public void epochFinished(EpochReport report, TrainControl control) {
            heard.add("epoch " + report.epoch());
          }
        };
    FineTuneResult tuned = fineTune().callback(callback).prepare().folder(run).run();
    assertTrue(tuned.baseline().accuracy() > 0.7);
    assertEquals(tuned.last(), tuned.best());
    assertEquals(COUNT, tuned.baseline().n());
    assertTrue(
        heard.containsAll(List.of("learning 20", "judging 10", "features 20", "epoch 1")),
        heard.toString());
    for (String name : List.of("split.json", "baseline.safetensors", "best.safetensors")) {
      assertTrue(Files.exists(run.resolve(name)), name);
    }
    Model again = Models.load(run);
    assertEquals(List.of("blue", "red"), again.classes());
    Path photo = photos.resolve("val/red/00.png");
    assertEquals(tuned.model().classify(photo, 2), again.classify(photo, 2));
    assertEquals(new RunFolder(run).model().toString(), again.source());
    assertEquals(1, again.card().provenance().object("finetune").integer("epochs"));
  }

  @Test
  void theSameSettingsGiveTheSameModel() {
    var first = ModelFile.of(fineTune().run().model().card(), fineTune().run().model().network());
    Model second = fineTune().run().model();
    assertEquals(first.card(), second.card());
    assertEquals(
        fineTune().run().model().classify(photos.resolve("val/red/00.png"), 2),
        second.classify(photos.resolve("val/red/00.png"), 2));
  }

  @Test
  void aFrozenNetworkStaysAsItIs() {
    FineTuneResult tuned = fineTune().freeze(new Freeze.All()).run();
    assertTrue(tuned.fit().isEmpty() && tuned.folder().isEmpty());
    assertEquals(tuned.baseline().accuracy(), tuned.accuracy());
    assertFalse(tuned.hasNotHelped());
    FineTuning part =
        fineTune().freeze(Freeze.parse("layer2")).validation(new Validation.Share(0.3)).prepare();
    assertEquals(6, part.photos().validation().size());
    assertEquals(0.01, part.rate("linear.weight"));
    assertEquals(0.001, part.rate("layer3.0.conv1.weight"), 1e-12);
  }

  @Test
  void photosToBeJudgedByAreAFolderOrAShare() {
    assertEquals(new Validation.Folder(photos), Validation.parse(photos.toString()));
    assertEquals(new Validation.Share(0.25), Validation.parse("0.25"));
    for (String wrong : List.of("1.5", "0", "NaN", "no/where")) {
      says("expected a folder, or a number above 0 and below 1", () -> Validation.parse(wrong));
    }
  }

  @Test
  void misunderstandingsAreSentences() {
    says("freeze none", () -> fineTune().unfreezeAfter(1).prepare());
    says("layer9", () -> fineTune().freeze(Freeze.parse("layer9")).prepare());
    says("epochs", () -> fineTune().epochs(0));
    says("head rate", () -> fineTune().headRate(Double.NaN));
    Model own = Model.of(Samples.card("custom"), new Samples.Net(2));
    says("ends in a head", () -> FineTune.of(own));
    assertThrows(
        DataException.class, () -> FineTune.of(weights).on(folder.resolve("absent")).prepare());
  }

  private static void says(String words, org.junit.jupiter.api.function.Executable body) {
    FoveaException e = assertThrows(FoveaException.class, body);
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }
}
