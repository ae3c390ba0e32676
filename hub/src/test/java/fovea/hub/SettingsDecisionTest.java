package fovea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.Preprocessing;
import fovea.data.pixels.Picture;
import fovea.format.NamedArray;
import fovea.format.Safetensors;
import fovea.hub.settings.OpenSetting;
import fovea.hub.settings.OpenSetting.Basis;
import fovea.model.FileArrays;
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
  void whatIsGivenIsNotOpen() {
    Path file = write("given", network("same"));
    Model given =
        load(file, new ModelOptions().architecture("mobilenet_v2:width=0.1,padding=same"));
    assertEquals(Basis.GIVEN, setting(given, "padding").decision().basis());
    assertEquals("same", setting(given, "padding").value());
    assertTrue(setting(given, "epsilon").isOpen());
    Path saved = folder.resolve("saved.safetensors");
    given.save(saved);
    Model again = Models.load(saved);
    assertTrue(again.settings().all().stream().allMatch(OpenSetting::isOpen));
    assertFalse(
        again.settings().all().stream().anyMatch(setting -> setting.name().equals("padding")));
  }

  @Test
  void whatIsNotClearStaysOpen() {
    Model few = load(write("same", network("same")), new ModelOptions()).decideBy(photos(5, 5));
    assertTrue(setting(few, "padding").isOpen(), "few photos mislead");
    Model untrained = load(write("untrained", network("torch")), new ModelOptions());
    OpenSetting still = setting(untrained.decideBy(photos(16, 5)), "padding");
    assertTrue(still.isOpen() && still.value().equals("torch"), still.toString());
    assertEquals("mobilenet_v2:padding=same,width=0.1", still.option().example());
  }

  @Test
  void photosDecideWhatMobileNetOfTensorFlowLeavesOpen() {
    Path file =
        TestData.path("pretrained/mobilenet_v2-imagenet/mobilenet_v2_1.0_224-imagenet.safetensors");
    List<PictureInput> photos =
        TestData.files("imagenet/imagenet-samples", ".jpg").stream()
            .limit(32)
            .map(PictureInput::of)
            .toList();
    Model decided = Models.load(file).decideBy(photos);
    OpenSetting padding = setting(decided, "padding");
    assertEquals(Basis.STATISTICS, padding.decision().basis(), padding.toString());
    Model given = Models.load(file, new ModelOptions().architecture("mobilenet_v2:padding=same"));
    List<PictureInput> few = photos.subList(0, 3);
    assertEquals(given.classify(few, 1), decided.classify(few, 1));
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
