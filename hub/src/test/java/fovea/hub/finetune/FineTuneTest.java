package fovea.hub.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.photo.PhotoFolder;
import fovea.data.photo.PhotoFolders;
import fovea.data.photo.PhotoLayout;
import fovea.data.photo.PhotoSet;
import fovea.data.photo.SplitRecord;
import fovea.data.pixels.DataException;
import fovea.data.split.DataPart;
import fovea.data.split.Grouping;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import fovea.hub.Models;
import fovea.hub.Samples;
import fovea.model.ModelFile;
import fovea.train.EpochReport;
import fovea.train.TrainControl;
import fovea.train.run.RunFolder;
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
          public void heldPhotos(DataPart part, int done, int total) {
            heard.add(part + " " + total);
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
    assertEquals(2 + 2, tuned.choice().orElseThrow().photos());
    assertEquals(5, tuned.choice().orElseThrow().candidates().size());
    assertEquals(COUNT, tuned.baseline().n());
    assertTrue(
        heard.containsAll(List.of("learning 20", "validation 10", "features 20", "epoch 1")),
        heard.toString());
    for (String name :
        List.of("split.json", "baseline.safetensors", "tuned.safetensors", "choice.json")) {
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
    assertTrue(tuned.choice().isEmpty());
    FineTuning part =
        fineTune().freeze(Freeze.parse("layer2")).validation(new HeldOut.Share(0.3)).prepare();
    assertEquals(6, part.photos().validation().size());
    assertEquals(0.01, part.rate("linear.weight"));
    assertEquals(0.001, part.rate("layer3.0.conv1.weight"), 1e-12);
  }

  @Test
  void photosToBeJudgedByAreAFolderOrAShare() {
    assertEquals(new HeldOut.Folder(photos), HeldOut.parse(photos.toString()));
    assertEquals(new HeldOut.Share(0.25), HeldOut.parse("0.25"));
    for (String wrong : List.of("1.5", "0", "NaN", "no/where")) {
      says("expected a folder, or a number above 0 and below 1", () -> HeldOut.parse(wrong));
    }
  }

  @Test
  void misunderstandingsAreSentences() {
    says("freeze early", () -> fineTune().unfreezeAfter(1).prepare());
    says("layer9", () -> fineTune().freeze(Freeze.parse("layer9")).prepare());
    says("epochs", () -> fineTune().epochs(0));
    says("head rate", () -> fineTune().headRate(Double.NaN));
    Model own = Model.of(Samples.card("custom"), new Samples.Net(2));
    says("ends in a head", () -> FineTune.of(own));
    assertThrows(
        DataException.class, () -> FineTune.of(weights).on(folder.resolve("absent")).prepare());
  }

  @Test
  void photosThatAreNotEnoughAreAnError() throws IOException {
    Path few = folder.resolve("few");
    Samples.photos(few, 1, 3);
    refuses("expected validation examples, found none: there are too few", few);
    Files.createDirectories(few.resolve("none"));
    Files.delete(few.resolve("red/00.png"));
    refuses("found only blue with pictures, and without none, red", few);
    Path unlearned = folder.resolve("unlearned");
    Samples.photos(unlearned.resolve("train"), 3, 3);
    Samples.photos(unlearned.resolve("val/green"), 1, 3);
    refuses("green: expected one of the 2 classes", unlearned);
    var none = PhotoFolder.scan(photos.resolve("train"), List.of("blue", "green", "red"));
    var folders = new PhotoFolders(PhotoLayout.of(photos), none, none);
    var e = assertThrows(DataException.class, () -> fineTune().on(folders).prepare());
    assertTrue(e.getMessage().contains("found none of green"), e.getMessage());
  }

  private static void refuses(String words, Path photos) {
    var e = assertThrows(DataException.class, () -> FineTune.of(weights).on(photos).prepare());
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  @Test
  void photosThatAreFewAreNamed() throws IOException {
    Path some = folder.resolve("some");
    Samples.photos(some.resolve("training"), 20, 3);
    Samples.photos(some.resolve("Test"), 2, 4);
    for (int i = 2; i < 20; i++) {
      Files.delete(some.resolve("training/red/%02d.png".formatted(i)));
    }
    List<String> notes = FineTune.of(weights).on(some).prepare().photos().notes();
    assertEquals(
        List.of(
            "a share of 0.2 of each class in %s is held back for validation"
                .formatted(some.resolve("training")),
            some.resolve("Test")
                + " is not learned from: the model is judged by it once, at the end",
            "only one training photo of red: the network would learn it by heart; add photos",
            "very unequal classes, 16 training photos of blue and 1 training photo of red: the"
                + " network will lean to the frequent ones; add photos of the rare, and mind the"
                + " accuracy of each class, which evaluate shows",
            "17 training photos of 2 classes are few, chance decides much; some dozens of each are"
                + " usual",
            "the accuracy is that of 5 validation photos: each is 20 % of it"),
        notes);
    Files.delete(some.resolve("training/red/01.png"));
    notes = FineTune.of(weights).on(some).prepare().photos().notes();
    assertTrue(
        notes.contains("no validation photo of red: the accuracy says nothing of it; add photos"),
        notes.toString());
  }

  @Test
  void photosThatAreFoundArePartedAsWanted() {
    PhotoFolders found = PhotoFolders.of(photos.resolve("train"));
    assertEquals(4, fineTune().on(found).prepare().photos().validation().size());
    var third = fineTune().on(found).validation(new HeldOut.Share(0.3));
    assertEquals(6, third.prepare().photos().validation().size());
  }

  @Test
  void testPhotosAreLookedAtOnceAtTheEnd() {
    Path run = folder.resolve("tested");
    var split =
        new PhotoSplit()
            .validation(new HeldOut.Share(0.2))
            .test(new HeldOut.Share(0.2))
            .trainDev(0.1)
            .grouping(new Grouping.ByPath("(\\d+)"));
    FineTuning ready = fineTune().on(photos.resolve("train")).split(split).prepare().folder(run);
    assertEquals(4, ready.photos().held().get(DataPart.TEST).size());
    FineTuneResult tuned = ready.run();
    SplitRecord record = SplitRecord.find(run).orElseThrow();
    for (DataPart part : List.of(DataPart.TRAIN_DEV, DataPart.TEST)) {
      PhotoSet held = record.part(part).load(tuned.model().preprocessing());
      assertEquals(
          tuned.model().evaluate(held).accuracy(), tuned.held(part).orElseThrow().accuracy());
      assertEquals(List.of(), record.learnedFrom(held));
    }
    assertTrue(tuned.held(DataPart.VALIDATION).isEmpty());
  }

  @Test
  void aRunKnowsWhatItWasJudgedBy() {
    Path run = folder.resolve("recorded");
    FineTuneResult tuned = fineTune().freeze(new Freeze.All()).prepare().folder(run).run();
    SplitRecord split = SplitRecord.find(run).orElseThrow();
    PhotoSet held = split.part(DataPart.VALIDATION).load(tuned.model().preprocessing());
    assertEquals(tuned.accuracy(), tuned.model().evaluate(held).accuracy());
    assertEquals(List.of(), split.learnedFrom(held));
  }

  private static void says(String words, org.junit.jupiter.api.function.Executable body) {
    FoveaException e = assertThrows(FoveaException.class, body);
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }
}
