package fovea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.Preprocessing;
import fovea.data.pixels.Picture;
import fovea.format.NamedArray;
import fovea.format.Safetensors;
import fovea.graph.Compiled;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.hub.settings.OpenSetting;
import fovea.hub.settings.OpenSetting.Basis;
import fovea.model.FileArrays;
import fovea.nn.Mode;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.testdata.TestData;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.ZooNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsDecisionTest {
  private static final int SIDE = 64;
  private static final Preprocessing INPUT = Preprocessing.tf(SIDE, SIDE);

  @TempDir private static Path folder;

  @Test
  void statisticsOfAllNormsTellThePadding() {
    for (String padding : List.of("same", "torch")) {
      Path file = trained(padding);
      Model open = load(file, new ModelOptions());
      assertEquals("torch", setting(open, "padding").value());
      assertTrue(setting(open, "padding").isOpen());
      OpenSetting found = setting(open.decideBy(photos(32, 5)), "padding");
      assertEquals(padding, found.value(), found.toString());
      assertEquals(Basis.STATISTICS, found.decision().basis());
      assertTrue(
          found.decision().reason().startsWith("by the statistics of 52 norms over 32 photos, "),
          found.toString());
    }
  }

  @Test
  void theDecidedModelIsThatOfTheOption() {
    Path file = trained("same");
    Model decided = load(file, new ModelOptions()).decideBy(photos(32, 5));
    Model given =
        load(file, new ModelOptions().architecture("mobilenet_v2:width=0.1,padding=same"));
    PictureInput photo = photos(1, 9).getFirst();
    assertEquals(given.classify(List.of(photo), 3), decided.classify(List.of(photo), 3));
    assertEquals(Basis.GIVEN, setting(given, "padding").decision().basis());
    Path saved = folder.resolve("decided.safetensors");
    decided.save(saved);
    Model again = Models.load(saved);
    assertEquals(given.classify(List.of(photo), 3), again.classify(List.of(photo), 3));
    assertTrue(again.settings().all().stream().allMatch(OpenSetting::isOpen));
    assertFalse(
        again.settings().all().stream().anyMatch(setting -> setting.name().equals("padding")));
  }

  @Test
  void whatIsNotClearStaysOpen() {
    Model few = load(trained("same"), new ModelOptions()).decideBy(photos(5, 5));
    assertTrue(setting(few, "padding").isOpen(), "few photos mislead");
    Model untrained = load(write("untrained", network("torch")), new ModelOptions());
    OpenSetting still = setting(untrained.decideBy(photos(16, 5)), "padding");
    assertTrue(still.isOpen() && still.value().equals("torch"), still.toString());
    assertEquals(X.option().example());
  }

  @Test
  void photosDecideWhatMobileNetOfTensorFlowLeavesOpen() {
    Path file =
        TestData.path("pretrained/mobilenet_v2-imagenet/mobilenet_v2_1.0_224-imagenet.safetensors");
    List<PictureInput> photos =
        TestData.files("imagenet/imagenet-samples", ".jpg").stream()
            .limit(10)
            .map(PictureInput::of)
            .toList();
    Model decided = Models.load(file).decideBy(photos);
    OpenSetting padding = setting(decided, "padding");
    assertEquals(Basis.STATISTICS, padding.decision().basis(), padding.toString());
    Model given = Models.load(file, new ModelOptions().architecture("mobilenet_v2:padding=same"));
    assertEquals(given.classify(photos, 1), decided.classify(photos, 1));
  }

  private static Model load(Path file, ModelOptions options) {
    return Models.load(file, options.preprocessing(INPUT));
  }

  private static OpenSetting setting(Model model, String name) {
    return model.settings().all().stream()
        .filter(setting -> setting.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Weights whose running statistics are those of photos in a network with that padding. */
  private static Path trained(String padding) {
    ZooNetwork network = network(padding);
    var step =
        Compiled.of(in -> Mode.training(in.get(1), () -> List.of(network.features(in.getFirst()))));
    List<PictureInput> photos = photos(96, 3);
    HostBuffer batch = HostBuffer.allocate(INPUT.input().batch(photos.size()));
    long bytes = batch.type().bytes() / photos.size();
    IntStream.range(0, photos.size())
        .forEach(i -> photos.get(i).write(INPUT, batch.data(), i * bytes));
    for (int i = 0; i < 60; i++) {
      step.call(List.of(batch, HostBuffer.of(new TensorType(Shape.scalar(), DType.I64), i)));
    }
    return write(padding, network);
  }

  private static ZooNetwork network(String padding) {
    ZooNetwork network =
        Zoo.create(
            "mobilenet_v2:width=0.1,padding=" + padding, new NetworkArguments(7, 3, SIDE, SIDE));
    Parameters.initialize(network, 2);
    return network;
  }

  private static Path write(String name, ZooNetwork network) {
    Path file = folder.resolve(name + ".safetensors");
    List<NamedArray> arrays = new ArrayList<>();
    StateDict.of(network).forEach((key, value) -> arrays.add(FileArrays.array(key, value)));
    new Safetensors(arrays).write(file);
    return file;
  }

  /** Smooth colors with some noise. */
  private static List<PictureInput> photos(int count, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count).mapToObj(_ -> PictureInput.of(photo(random))).toList();
  }

  private static Picture photo(Random random) {
    var picture = new Picture(INPUT.picture());
    double[] wave = random.doubles(12).toArray();
    for (int i = 0; i < picture.pixels().length; i++) {
      int channel = i / (SIDE * SIDE);
      double y = i / SIDE % SIDE / (double) SIDE;
      double x = i % SIDE / (double) SIDE;
      double value =
          wave[channel]
              + Math.sin(9 * wave[3 + channel] * x + 7 * wave[6 + channel] * y + 6 * wave[9]) / 3
              + random.nextGaussian() / 12;
      picture.pixels()[i] = (byte) Math.clamp(Math.round(255 * value), 0, 255);
    }
    return picture;
  }
}
