package fovea.data.augment.photometric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The deterministic forms against Pillow 9.4, and hue and blur against torchvision 0.14. */
class ReferenceValuesTest {
  private static final int HEIGHT = 24;
  private static final int WIDTH = 29;

  /**
   * A picture that another program has made.
   *
   * @param name of what was done to it
   * @param value how much, as the other program counts it
   * @param source name of the picture that it was made of
   */
  private record Case(String name, double value, String source, Picture picture) {
    static Case of(String line) {
      String[] words = line.split(" ", -1);
      byte[] pixels = Base64.getDecoder().decode(words[3]);
      var shape = new PictureShape(pixels.length / (HEIGHT * WIDTH), HEIGHT, WIDTH);
      return new Case(words[0], Double.parseDouble(words[1]), words[2], new Picture(shape, pixels));
    }
  }

  @Test
  void areThoseOfPillowAndTorchvision() throws IOException {
    List<Case> cases = cases();
    Map<String, Picture> originals = new LinkedHashMap<>();
    int compared = 0;
    for (Case expected : cases) {
      if (expected.name.equals("original")) {
        originals.put(expected.source, expected.picture);
      } else {
        Picture original = Objects.requireNonNull(originals.get(expected.source));
        byte[] before = original.pixels().clone();
        assertNear(expected, changed(expected, original));
        assertArrayEquals(before, original.pixels(), expected.name);
        compared++;
      }
    }
    assertEquals(47, compared);
  }

  private static Picture changed(Case expected, Picture original) {
    double value = expected.value;
    return switch (expected.name) {
      case "brightness" -> Brightness.adjust(original, value);
      case "contrast" -> Contrast.adjust(original, value);
      case "saturation" -> Saturation.adjust(original, value);
      case "sharpness" -> Sharpness.adjust(original, value);
      case "grayscale" -> Grayscale.convert(original);
      case "posterize" -> Posterize.reduce(original, (int) value);
      case "solarize" -> Solarize.invert(original, value);
      case "auto_contrast" -> AutoContrast.stretch(original);
      case "equalize" -> Equalize.spread(original);
      case "hue" -> Hue.adjust(original, value);
      case "gaussian_blur" -> GaussianBlur.blur(original, value);
      default -> throw new AssertionError(expected.name);
    };
  }

  /** Bit for bit, but for what torchvision computes in floats: there within one level. */
  private static void assertNear(Case expected, Picture found) {
    assertEquals(expected.picture.shape(), found.shape());
    boolean floats = expected.name.equals("hue") || expected.name.equals("gaussian_blur");
    for (int i = 0; i < found.pixels().length; i++) {
      int wanted = expected.picture.pixels()[i] & 0xFF;
      int is = found.pixels()[i] & 0xFF;
      assertTrue(
          Math.abs(wanted - is) <= (floats ? 1 : 0),
          "%s %s of %s, byte %s: %s, found %s"
              .formatted(expected.name, expected.value, expected.source, i, wanted, is));
    }
  }

  private static List<Case> cases() throws IOException {
    String file = "/fovea/data/augment/photometric/pillow-torchvision.txt";
    try (InputStream in = ReferenceValuesTest.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(Case::of)
          .toList();
    }
  }
}
