package fovea.data.augment.photometric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.augment.Augment;
import fovea.data.augment.pipeline.Augmentations;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.format.Codecs;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ColorAugmentsTest {

  static Stream<Augment> all() {
    return Stream.of(
        new Brightness(),
        new Contrast(),
        new Saturation(),
        new Hue(),
        new ColorJitter(),
        new Grayscale(),
        new Posterize(),
        new Solarize(),
        new AutoContrast(),
        new Equalize(),
        new Sharpness(),
        new GaussianNoise(),
        new GaussianBlur(),
        new Cutout(),
        new RandomErasing());
  }

  @ParameterizedTest
  @MethodSource("all")
  void differsFromEpochToEpochAndRepeats(Augment augment) {
    Picture picture = TestPictures.noise(3, 32, 24);
    byte[] before = picture.pixels().clone();
    Set<Integer> seen = new HashSet<>();
    for (int epoch = 0; epoch < 40; epoch++) {
      Picture first = TestPictures.draw(augment, picture, epoch);
      assertArrayEquals(first.pixels(), TestPictures.draw(augment, picture, epoch).pixels());
      assertEquals(picture.shape(), first.shape());
      seen.add(Arrays.hashCode(first.pixels()));
    }
    assertArrayEquals(before, picture.pixels(), "the picture itself stays as it is");
    // Those that happen or not are seen in two ways, all others in many.
    assertTrue(seen.size() >= 2, augment::toString);
  }

  @ParameterizedTest
  @MethodSource("all")
  void smallAndGrayPicturesAreNoExceptions(Augment augment) {
    for (int channels : new int[] {1, 3}) {
      for (int[] size : new int[][] {{1, 1}, {2, 5}, {3, 1}}) {
        Picture small = TestPictures.noise(channels, size[0], size[1]);
        for (int epoch = 0; epoch < 10; epoch++) {
          assertEquals(small.shape(), TestPictures.draw(augment, small, epoch).shape());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void isTypedAndReadBack(Augment augment) {
    Codecs<Augment> codecs = Augmentations.codecs();
    assertEquals(augment, codecs.read(codecs.write(augment)));
    // The usual value has no fields that are to be typed.
    String name = codecs.text(augment);
    assertTrue(name.matches("[a-z_]+"), name);
    assertEquals(augment, codecs.parse(name));
  }

  @Test
  void otherValuesAreTypedByTheirFields() {
    Codecs<Augment> codecs = Augmentations.codecs();
    assertEquals(
        new RandomErasing(1, 0.02, 0.33, EraseFill.BLACK),
        codecs.parse("random_erasing:probability=1,fill=black"));
    assertEquals("cutout:size=8", codecs.text(new Cutout(8)));
    assertEquals(new ColorJitter(0.4, 0.4, 0.4, 0), codecs.parse("color_jitter:hue=0"));
    assertEquals(new Posterize(2, 0.5), codecs.parse("posterize:bits=2"));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "brightness: expected a strength from 0 to 1, found 1.5. Give another one.",
            of(() -> new Brightness(1.5))),
        Arguments.of(
            "contrast: expected a strength from 0 to 1, found -1. Give another one.",
            of(() -> new Contrast(-1))),
        Arguments.of(
            "saturation: expected a strength from 0 to 1, found NaN. Give another one.",
            of(() -> new Saturation(Double.NaN))),
        Arguments.of(
            "hue: expected a strength from 0 to 0.5, found 0.7. Give another one.",
            of(() -> new Hue(0.7))),
        Arguments.of(
            "color_jitter: expected a saturation from 0 to 1, found 2. Give another one.",
            of(() -> new ColorJitter(0.4, 0.4, 2, 0.1))),
        Arguments.of(
            "color_jitter: expected a hue from 0 to 0.5, found 1. Give another one.",
            of(() -> new ColorJitter(0.4, 0.4, 0.4, 1))),
        Arguments.of(
            "grayscale: expected a probability from 0 to 1, found 1.1. Give another one.",
            of(() -> new Grayscale(1.1))),
        Arguments.of(
            "posterize: expected bits from 1 to 8, found 0. Give another one.",
            of(() -> new Posterize(0, 0.5))),
        Arguments.of(
            "solarize: expected a threshold from 0 to 256, found 300. Give another one.",
            of(() -> new Solarize(300, 0.5))),
        Arguments.of(
            "auto_contrast: expected a probability from 0 to 1, found -0.1. Give another one.",
            of(() -> new AutoContrast(-0.1))),
        Arguments.of(
            "equalize: expected a probability from 0 to 1, found 5. Give another one.",
            of(() -> new Equalize(5))),
        Arguments.of(
            "sharpness: expected a strength from 0 to 1, found 3. Give another one.",
            of(() -> new Sharpness(3))),
        Arguments.of(
            "gaussian_noise: expected a deviation from 0 to 1, found 25. Give another one.",
            of(() -> new GaussianNoise(25))),
        Arguments.of(
            "gaussian_blur: expected a largest deviation from 0 to 100, found 1000. Give another"
                + " one.",
            of(() -> new GaussianBlur(0.1, 1000))),
        Arguments.of(
            "gaussian_blur: expected a smallest deviation of at most 2, found 3. Give another"
                + " one.",
            of(() -> new GaussianBlur(3, 2))),
        Arguments.of(
            "cutout: expected a size from 1 to 65535, found 0. Give another one.",
            of(() -> new Cutout(0))),
        Arguments.of(
            "random_erasing: expected a smallest share of at most 0.1, found 0.2. Give another"
                + " one.",
            of(() -> new RandomErasing(0.5, 0.2, 0.1, EraseFill.GRAY))));
  }

  private static Supplier<Augment> of(Supplier<Augment> made) {
    return made;
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aBadValueIsRefusedInASentence(String sentence, Supplier<Augment> made) {
    assertEquals(sentence, assertThrows(DataException.class, made::get).getMessage());
  }

  @Test
  void brightnessIsDrawnAroundOne() {
    Picture picture = TestPictures.noise(1, 40, 40);
    double mean = TestPictures.mean(picture);
    double least = 9;
    double most = 0;
    for (int epoch = 0; epoch < 300; epoch++) {
      double factor =
          TestPictures.mean(TestPictures.draw(new Brightness(0.2), picture, epoch)) / mean;
      least = Math.min(least, factor);
      most = Math.max(most, factor);
    }
    assertEquals(0.8, least, 0.02);
    assertEquals(1.2, most, 0.02);
  }

  @Test
  void jitterIsWhatItsPartsAre() {
    Picture picture = TestPictures.noise(3, 6, 6);
    for (int epoch = 0; epoch < 50; epoch++) {
      Picture none = TestPictures.draw(new ColorJitter(0, 0, 0, 0), picture, epoch);
      assertArrayEquals(picture.pixels(), none.pixels());
      Picture pale = TestPictures.draw(new ColorJitter(0, 0, 0.2, 0), picture, epoch);
      byte[] luma = Planes.luma(picture);
      byte[] kept = Planes.luma(pale);
      for (int i = 0; i < luma.length; i++) {
        assertEquals(luma[i] & 0xFF, kept[i] & 0xFF, 2, "saturation alone keeps brightness");
      }
    }
    Picture jittered = TestPictures.draw(new ColorJitter(), picture, 1);
    assertFalse(Arrays.equals(picture.pixels(), jittered.pixels()));
  }

  @Test
  void aChanceOfNoneOrAllIsKept() {
    Picture picture = TestPictures.noise(3, 5, 5);
    List<Augment> never =
        List.of(
            new Grayscale(0),
            new Posterize(1, 0),
            new Solarize(0, 0),
            new AutoContrast(0),
            new Equalize(0),
            new RandomErasing(0, 0.5, 0.5, EraseFill.BLACK));
    List<Augment> always =
        List.of(
            new Grayscale(1),
            new Posterize(1, 1),
            new Solarize(0, 1),
            new AutoContrast(1),
            new RandomErasing(1, 0.5, 0.5, EraseFill.BLACK));
    for (int epoch = 0; epoch < 50; epoch++) {
      for (Augment augment : never) {
        assertSame(picture, TestPictures.draw(augment, picture, epoch), augment::toString);
      }
      for (Augment augment : always) {
        byte[] changed = TestPictures.draw(augment, picture, epoch).pixels();
        assertFalse(Arrays.equals(picture.pixels(), changed), augment::toString);
      }
    }
  }

  @Test
  void picturesWithoutColorKeepWhatHasNoMeaningForThem() {
    Picture gray = TestPictures.noise(1, 5, 5);
    assertSame(gray, Saturation.adjust(gray, 0.3));
    assertSame(gray, Hue.adjust(gray, 0.3));
    assertSame(gray, Grayscale.convert(gray));
  }

  @Test
  void hueTurnsRedToGreenAndBack() {
    var red = new Picture(new PictureShape(3, 1, 1), new byte[] {(byte) 200, 10, 10});
    assertArrayEquals(new byte[] {10, (byte) 200, 10}, Hue.adjust(red, 1.0 / 3).pixels());
    assertArrayEquals(new byte[] {10, 10, (byte) 200}, Hue.adjust(red, -1.0 / 3).pixels());
    assertArrayEquals(red.pixels(), Hue.adjust(red, 1).pixels());
  }
}
