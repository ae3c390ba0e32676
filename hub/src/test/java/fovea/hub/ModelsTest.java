package fovea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.Preprocessing;
import fovea.hub.settings.OpenSetting;
import fovea.testdata.TestData;
import fovea.zoo.weights.WeightStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
  @TempDir private static Path folder;
  private static Path weights;

  @BeforeAll
  static void prepare() {
    weights = Samples.weights(folder.resolve("weights.safetensors"));
  }

  @Test
  void weightsAreRecognizedAndWhatIsGuessedIsSaid() {
    Model model = Models.load(weights);
    assertEquals("cifar_resnet20", model.card().blueprint().name());
    assertEquals("airplane", model.classes().getFirst());
    assertEquals(List.of(), model.notes());
    assertEquals(
        List.of("network", "values", "channel order", "input size", "class names"),
        model.settings().all().stream().map(OpenSetting::name).toList());
  }

  @Test
  void optionsSayWhatAFileDoesNot() {
    List<MappedTensor> rows = new ArrayList<>();
    Preprocessing wanted = Preprocessing.tf(32, 32);
    List<String> names = ten();
    Model model =
        Models.load(
            weights,
            new ModelOptions()
                .architecture("cifar_resnet20")
                .preprocessing(wanted)
                .labels(names)
                .mapping(rows::addAll));
    assertEquals(List.of(), model.notes());
    assertTrue(model.settings().all().stream().noneMatch(OpenSetting::isOpen));
    assertEquals(wanted, model.preprocessing());
    assertEquals(names, model.classes());
    assertEquals("loaded", rows.getFirst().outcome());
    Model named =
        Models.load(
            weights, new ModelOptions().preprocessing(PreprocessingName.parse("raw:48:64")));
    assertEquals(48, named.preprocessing().input().height());
  }

  private static List<String> ten() {
    return List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
  }

  @Test
  void labelsMayStandInAFileWithAByteOrderMark() throws IOException {
    Path file = Files.writeString(folder.resolve("labels"), "\uFEFF" + String.join("\n", ten()));
    assertEquals(ten(), Models.load(weights, new ModelOptions().labels(file)).classes());
  }

  @Test
  void badInputIsASentence() throws IOException {
    says("expected a model, or the name of published weights", () -> Models.load("no-such-file"));
    says("Perhaps resnet50/imagenet1k_v1", () -> Models.load("resnet50/imagenet1k_v3"));
    says("found no", () -> Models.load(folder.resolve("absent.pth")));
    Path text = Files.writeString(folder.resolve("text"), "hello, world");
    says(
        "expected a model (of fovea, safetensors, PyTorch, ONNX or Keras)",
        () -> Models.load(text));
    byte[] whole = Files.readAllBytes(weights);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
    says(cut + ": ", () -> Models.load(cut));
    var three = new ModelOptions().labels(List.of("a", "b", "c"));
    says("expected 10 names of classes, found 3", () -> Models.load(weights, three));
    var other = new ModelOptions().architecture("cifar_resnet2");
    says("did you mean cifar_resnet20", () -> Models.load(weights, other));
    says("no preprocessing 'imagnet'", () -> PreprocessingName.parse("imagnet"));
    says("whole number above 0", () -> PreprocessingName.parse("tf:0"));
  }

  @Test
  void optionsWithoutEffectAreRefused() {
    Path file = folder.resolve("saved.safetensors");
    Models.load(weights).save(file);
    assertEquals(List.of(), Models.load(file).notes());
    says(
        "architecture: goes with a file of mere weights",
        () -> Models.load(file, new ModelOptions().architecture("resnet18")));
    says(
        "labels: goes with a file of mere weights",
        () -> Models.load(file, new ModelOptions().labels(ten())));
  }

  @Test
  void weightsThatAreNotHereAreNotDownloadedOffline() {
    var store = WeightStore.defaults().folder(folder).offline(true);
    says("allow the download", () -> Models.load("mobilenet_v2", new ModelOptions().store(store)));
  }

  private static void says(String words, Executable body) {
    RuntimeException e = assertThrows(RuntimeException.class, body);
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(words), message);
    assertFalse(message.contains("\n"), message);
    assertTrue(e.getClass().getName().startsWith("fovea."), e.toString());
  }

  @Test
  void filesOfPyTorchKerasAndSafetensorsAreRead() {
    Path photo = picture("tench");
    for (String file :
        List.of(
            "pretrained/resnet-cifar10-pytorch/resnet20-12fca82f.th",
            "pretrained/mobilenet_v2-imagenet/mobilenet_v2_1.0_224-imagenet.safetensors")) {
      Predictions seen = Models.load(TestData.path(file)).classify(photo, 5);
      assertEquals(5, seen.predictions().size(), file);
    }
    Model keras =
        Models.load(TestData.path("pretrained/resnet8-cifar10-keras/pretrainedResnet.h5"));
    assertEquals(10, keras.classes().size());
  }

  @Test
  void mobileNetKnowsItsPictures() {
    Model model =
        Models.load(
            TestData.path(
                "pretrained/mobilenet_v2-imagenet/mobilenet_v2_1.0_224-imagenet.safetensors"));
    Predictions seen = model.classify(picture("tench"), 5);
    assertEquals("tench", seen.best().name(), seen.toString());
    assertTrue(seen.steps().getFirst().startsWith("scaled from "), seen.steps().toString());
  }

  private static Path picture(String name) {
    return TestData.files("imagenet/imagenet-samples", ".jpg").stream()
        .filter(file -> file.toString().contains(name))
        .findFirst()
        .orElseThrow();
  }
}
