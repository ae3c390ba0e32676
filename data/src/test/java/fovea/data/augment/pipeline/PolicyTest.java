package fovea.data.augment.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.augment.Augment;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.photometric.Solarize;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static final PictureShape SHAPE = new PictureShape(3, 15, 18);

  /** By torchvision 0.14, which calls Pillow 9.4, with bilinear interpolation. */
  private static List<String[]> lines() throws IOException {
    String file = "/fovea/data/augment/pipeline/torchvision.txt";
    try (InputStream in = PolicyTest.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(line -> line.split(" ", -1))
          .toList();
    }
  }

  private static Picture picture(String[] line) {
    return new Picture(SHAPE, Base64.getDecoder().decode(line[3]));
  }

  @Test
  void everyOperationDoesWhatThatOfTorchvisionDoes() throws IOException {
    List<String[]> lines = lines();
    Picture original = picture(lines.getFirst());
    Set<PolicyOperation> seen = EnumSet.of(PolicyOperation.IDENTITY);
    for (String[] line : lines.subList(1, lines.size())) {
      PolicyOperation operation = PolicyOperation.valueOf(line[1]);
      double level = Double.parseDouble(line[2]) / PolicySpace.STEPS;
      Picture found = PolicySpace.valueOf(line[0]).apply(original, operation, level);
      byte[] expected = picture(line).pixels();
      for (int i = 0; i < expected.length; i++) {
        int difference = Math.abs((expected[i] & 0xFF) - (found.pixels()[i] & 0xFF));
        assertTrue(
            difference <= 1,
            "%s %s %s: byte %s differs by %s".formatted(line[0], line[1], line[2], i, difference));
      }
      seen.add(operation);
    }
    assertEquals(EnumSet.allOf(PolicyOperation.class), seen);
    assertSame(original, PolicySpace.WIDE.apply(original, PolicyOperation.IDENTITY, 1));
  }

  @Test
  void drawsManyChangesAndRepeatsThem() throws IOException {
    Picture original = picture(lines().getFirst());
    byte[] before = original.pixels().clone();
    for (Augment augment : List.of(new RandAugment(), new TrivialAugment())) {
      Set<Integer> seen = new HashSet<>();
      for (int epoch = 0; epoch < 300; epoch++) {
        byte[] first = augment.apply(original, new CounterRandom(1, epoch, 5)).pixels();
        byte[] again = augment.apply(original, new CounterRandom(1, epoch, 5)).pixels();
        assertArrayEquals(first, again);
        seen.add(Arrays.hashCode(first));
      }
      assertTrue(seen.size() > 80, augment + ": " + seen.size());
    }
    assertArrayEquals(before, original.pixels());
  }

  @Test
  void aMagnitudeOfNoneLeavesMostPicturesAsTheyAre() throws IOException {
    Picture original = picture(lines().getFirst());
    int same = 0;
    for (int epoch = 0; epoch < 700; epoch++) {
      Picture changed = new RandAugment(1, 0).apply(original, new CounterRandom(1, epoch, 5));
      same += Arrays.equals(original.pixels(), changed.pixels()) ? 1 : 0;
    }
    // Of fourteen, auto contrast and equalize have no strength; solarize inverts white, of which
    // there is none here.
    assertEquals(700 * 12 / 14, same, 40);
  }

  @Test
  void badValuesAreRefusedInASentence() {
    assertEquals(
        "rand_augment: expected operations from 1 to 14, found 0. Give another one.",
        assertThrows(DataException.class, () -> new RandAugment(0, 9)).getMessage());
    assertEquals(
        "rand_augment: expected a magnitude from 0 to 30, found 31. Give another one.",
        assertThrows(DataException.class, () -> new RandAugment(2, 31)).getMessage());
    assertEquals(
        "random_apply: expected a probability from 0 to 1, found 1.5. Give another one.",
        assertThrows(DataException.class, () -> new RandomApply(new RandAugment(), 1.5))
            .getMessage());
  }

  @Test
  void whatIsAppliedAtRandomIsAppliedAsOftenAsItIsAskedFor() throws IOException {
    Picture original = picture(lines().getFirst());
    var augment = new RandomApply(new Solarize(0, 1), 0.3);
    int changed = 0;
    for (int epoch = 0; epoch < 1_000; epoch++) {
      changed += augment.apply(original, new CounterRandom(1, epoch, 5)) == original ? 0 : 1;
    }
    assertEquals(300, changed, 50);
  }

  @Test
  void allAreTypedAndReadBack() {
    for (Augment augment :
        List.of(
            new RandAugment(3, 12),
            new TrivialAugment(),
            new RandomApply(new Solarize(100, 1), 0.2))) {
      String text = Augmentations.codecs().text(augment);
      assertEquals(augment, Augmentations.codecs().parse(text), text);
      assertEquals(augment, Augmentations.codecs().read(Augmentations.codecs().write(augment)));
    }
    assertEquals(
        new RandomApply(new Solarize(100, 0.5)),
        Augmentations.codecs().parse("random_apply:augment=(solarize:threshold=100)"));
    assertEquals(new RandAugment(), Augmentations.codecs().parse("rand_augment"));
  }
}
