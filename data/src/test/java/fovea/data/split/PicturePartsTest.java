package fovea.data.split;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.pixels.DataException;
import fovea.data.sets.Data;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PicturePartsTest {

  private static final PictureSet DIGITS = Data.digits(Split.TRAIN, 200, 1);

  private static PictureParts parts(long seed) {
    return PictureParts.of(
        DIGITS, new SplitRule(new SplitShares().validation(0.2).trainDev(0.1), seed));
  }

  private static int[] counts(PictureSet pictures) {
    int[] counts = new int[pictures.classes().size()];
    for (int i = 0; i < pictures.size(); i++) {
      counts[pictures.label(i)]++;
    }
    return counts;
  }

  @Test
  void everyClassHasItsShareInEachPart() {
    PictureParts parts = parts(1);
    assertEquals(
        Set.of(DataPart.TRAIN, DataPart.TRAIN_DEV, DataPart.VALIDATION), parts.parts().keySet());
    int[] all = counts(DIGITS);
    int[] validation = counts(parts.part(DataPart.VALIDATION));
    int[] sum = new int[all.length];
    for (PictureSet part : parts.parts().values()) {
      int[] some = counts(part);
      for (int label = 0; label < all.length; label++) {
        sum[label] += some[label];
      }
    }
    assertArrayEquals(all, sum);
    for (int label = 0; label < all.length; label++) {
      assertEquals(0.2 * all[label], validation[label], 1, "class " + label);
    }
  }

  @Test
  void theSeedDecides() {
    var checksum = parts(1).part(DataPart.VALIDATION).checksum();
    assertTrue(checksum.isPresent());
    assertEquals(checksum, parts(1).part(DataPart.VALIDATION).checksum());
    assertNotEquals(checksum, parts(2).part(DataPart.VALIDATION).checksum());
  }

  @Test
  void withoutSharesAllAreForTraining() {
    PictureParts whole = PictureParts.of(DIGITS, SplitRule.NONE);
    assertSame(DIGITS, whole.part(DataPart.TRAIN));
    assertEquals(Set.of(DataPart.TRAIN), whole.parts().keySet());
    String message =
        assertThrows(DataException.class, () -> whole.part(DataPart.VALIDATION)).getMessage();
    assertTrue(message.contains("found validation"), message);
  }

  @Test
  void tooFewPicturesAreASentence() {
    int[] zeros = IntStream.range(0, DIGITS.size()).filter(i -> DIGITS.label(i) == 0).toArray();
    int one =
        IntStream.range(0, DIGITS.size())
            .filter(i -> DIGITS.label(i) == 1)
            .findFirst()
            .orElseThrow();
    var rule = new SplitRule(new SplitShares().validation(0.3).trainDev(0.3), 1);
    var rare = IntStream.concat(IntStream.of(zeros), IntStream.of(one)).toArray();
    PictureParts parts = PictureParts.of(DIGITS.subset("a rare class", rare), rule);
    assertTrue(
        parts.notes().getFirst().startsWith("too few of 1 for all"), parts.notes()::toString);
    var few = DIGITS.subset("one zero", zeros[0]);
    String message =
        assertThrows(DataException.class, () -> PictureParts.of(few, rule)).getMessage();
    assertTrue(message.contains("expected at least 3 examples"), message);
  }
}
