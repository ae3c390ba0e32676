package fovea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.photo.PhotoFolders;
import fovea.graph.type.FoveaException;
import fovea.hub.finetune.FineTune;
import fovea.hub.finetune.FineTuneResult;
import fovea.hub.finetune.Freeze;
import fovea.testdata.TestData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Weights that do not fill their network, and what the rest of the library makes of it. */
class PartialWeightsTest {
  private static final List<String> HEAD = List.of("linear.weight", "linear.bias");

  @TempDir private static Path folder;
  private static Path photos;
  private static Path photo;
  private static Path headless;
  private static Path bodiless;

  @BeforeAll
  static void prepare() throws IOException {
    photos = Samples.photos(folder.resolve("photos"), 10, 1);
    photo = photos.resolve("red/00.png");
    headless =
        Samples.weights(
            folder.resolve("headless.safetensors"),
            name -> name.startsWith("linear") ? "" : "model." + name);
    bodiless =
        Samples.weights(
            folder.resolve("bodiless.safetensors"),
            name -> name.startsWith("layer3") ? "other" + name : name);
  }

  private static ModelOptions partial() {
    return new ModelOptions().architecture("cifar_resnet20").fit(WeightFit.PART);
  }

  @Test
  void whatIsLoadedAndWhatNotIsSaid() {
    List<MappedTensor> rows = new ArrayList<>();
    Model model = Models.load(bodiless, partial().mapping(rows::addAll));
    List<String> notes = model.notes();
    assertTrue(
        notes.get(0).matches(".*: loaded 67 of 97 tensors of cifar_resnet20: conv1.weight, .*"),
        notes.get(0));
    assertTrue(
        notes.get(1).matches(".*: not loaded, so that initial values stay: 30 tensors: layer3.*"),
        notes.get(1));
    assertTrue(
        notes.get(2).matches(".*: left over in the file: \\d+ tensors: otherlayer3.*"),
        notes.get(2));
    assertEquals(30, model.card().untrained().size());
    assertEquals(
        model.card().untrained(),
        rows.stream().filter(r -> !r.loaded() && !r.to().isEmpty()).map(MappedTensor::to).toList());
    assertEquals("airplane", model.classes().getFirst());
    says("found initial values in layer3", () -> model.classify(photo, 1));
  }

  @Test
  void aHeadThatWasNotLoadedDoesNotPredict() {
    Model model = Models.load(headless, partial());
    assertEquals(HEAD, model.card().untrained());
    assertEquals("class 0", model.classes().getFirst());
    String sentence =
        "expected a network that was loaded or trained as a whole, found initial values in"
            + " linear.weight, linear.bias, so that its answers mean nothing; fine-tune it on your"
            + " pictures first, or load weights that fill it";
    says(headless + ": " + sentence, () -> model.classify(photo, 1));
    says(headless + ": " + sentence, model::predictor);
    says(headless + ": " + sentence, model::predictions);
    says(
        headless + ": " + sentence,
        () -> model.evaluate(PhotoFolders.of(photos).train().load(model.preprocessing())));
    Model body = Models.load(headless, new ModelOptions().fit(WeightFit.BODY));
    says(sentence, () -> body.classify(photo, 1));
  }

  @Test
  void filesOfSuchAModelSayIt() {
    Model model = Models.load(headless, partial());
    for (String name : List.of("part.safetensors", "part.onnx")) {
      model.save(folder.resolve(name));
      Model again = Models.load(folder.resolve(name));
      assertEquals(HEAD, again.card().untrained());
      says(name + ": expected a network that was loaded", () -> again.classify(photo, 1));
      again.save(folder.resolve("again-" + name));
      assertEquals(HEAD, Models.load(folder.resolve("again-" + name)).card().untrained());
    }
  }

  @Test
  void fineTuningTrainsIt() {
    for (String name : List.of("tune.safetensors", "tune.onnx")) {
      Models.load(headless, partial()).save(folder.resolve(name));
      FineTuneResult tuned =
          FineTune.of(Models.load(folder.resolve(name))).on(photos).freeze(new Freeze.All()).run();
      assertEquals(List.of(), tuned.model().card().untrained(), name);
      tuned.model().classify(photo, 1);
    }
  }

  @Test
  void layersWithInitialValuesAreNotFrozen() {
    FineTune settings = FineTune.of(Models.load(bodiless, partial())).on(photos).epochs(1);
    says(
        "freeze: expected layers that were loaded or trained, found initial values in layer3",
        () -> settings.freeze(new Freeze.All()).prepare());
    FineTuneResult tuned = settings.freeze(Freeze.parse("layer2")).run();
    assertEquals(List.of(), tuned.model().card().untrained());
    tuned.model().classify(photo, 1);
    says(
        "layer3",
        () ->
            Models.load(
                bodiless, new ModelOptions().architecture("cifar_resnet20").fit(WeightFit.BODY)));
  }

  @Test
  void nothingThatFitsIsAnError() {
    Path other = Samples.weights(folder.resolve("other.safetensors"), name -> "a" + name);
    says("found none that fits (aconv1.weight, ", () -> Models.load(other, partial()));
  }

  @Test
  void whatNamesBeginWithIsFoundOrSaid() {
    Path one = Samples.weights(folder.resolve("one.safetensors"), name -> "net.model." + name);
    Model model = Models.load(one);
    assertEquals(
        one + ": the names of the network's tensors begin with net.model.",
        model.notes().getFirst());
    model.classify(photo, 1);
    assertEquals(
        model.classify(photo, 3),
        Models.load(one, new ModelOptions().prefix("net.model")).classify(photo, 3));
    says(
        one + ": prefix: expected names that begin with ema., found net.model",
        () -> Models.load(one, new ModelOptions().prefix("ema.")));
    says(
        "headless.safetensors, names after model.: the values do not fit the network:"
            + " linear.weight is missing",
        () -> Models.load(headless));
    Path saved = folder.resolve("saved.safetensors");
    model.save(saved);
    says(
        "prefix: goes with a file of mere weights",
        () -> Models.load(saved, new ModelOptions().prefix("model")));
    Path onnx = folder.resolve("saved.onnx");
    model.save(onnx);
    says("partial: goes with", () -> Models.load(onnx, new ModelOptions().fit(WeightFit.PART)));
  }

  @Test
  void aCheckpointOfLightningIsRead() {
    Path file = TestData.path("cases/lightning-prefix-model-cifar_resnet20.ckpt");
    Model model = Models.load(file);
    assertEquals(
        file + ": the names of the network's tensors begin with model.",
        model.notes().stream().filter(note -> note.contains("begin")).findFirst().orElse(""));
    assertEquals(List.of(), Models.load(file, partial()).card().untrained());
    Path bare = TestData.path("pretrained/resnet-cifar10-pytorch/resnet20-12fca82f.th");
    assertEquals(
        Models.load(bare).classify(photo, 3).best().name(), model.classify(photo, 3).best().name());
  }

  private static void says(String words, Executable body) {
    String message = assertThrows(FoveaException.class, body).getMessage();
    assertTrue(message.contains(words), message);
  }
}
