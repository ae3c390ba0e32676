package fovea.data.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.pixels.DataException;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class DigitSetTest {

  @Test
  void drawsTheSameBytesEverywhere() {
    // Pinned, so that a published accuracy keeps its meaning; a change of the drawing shows here.
    assertEquals("1522dab7", Long.toHexString(checksum(Data.digits(Split.TRAIN, 1_000, 1998))));
  }

  @Test
  void aSmallerSetIsTheBeginningOfALarger() {
    PictureSet small = Data.digits(Split.TEST, 333, 5);
    PictureSet large = Data.digits(Split.TEST, 1_000, 5);
    assertEquals(checksum(small), checksum(large.first(333)));
    assertEquals(333, small.size());
  }

  @Test
  void splitsAndSeedsDiffer() {
    long train = checksum(Data.digits(Split.TRAIN, 100, 5));
    assertNotEquals(train, checksum(Data.digits(Split.TEST, 100, 5)));
    assertNotEquals(train, checksum(Data.digits(Split.TRAIN, 100, 6)));
  }

  @Test
  void digitsAreBalancedAndMixed() {
    PictureSet data = Data.digits(Split.TRAIN, 1_000, 5);
    var counts = new int[10];
    int inOrder = 0;
    for (int i = 0; i < data.size(); i++) {
      counts[data.label(i)]++;
      inOrder += data.label(i) == i % 10 ? 1 : 0;
    }
    for (int count : counts) {
      assertEquals(100, count);
    }
    assertTrue(inOrder < 200, "labels are not simply counted through");
  }

  @Test
  void inkIsLikeMnists() {
    PictureSet data = Data.digits(Split.TRAIN, 2_000, 5);
    double sum = 0;
    for (int i = 0; i < data.size(); i++) {
      byte[] pixels = data.picture(i).pixels();
      int brightest = 0;
      for (byte pixel : pixels) {
        sum += pixel & 0xFF;
        brightest = Math.max(brightest, pixel & 0xFF);
      }
      assertTrue(brightest > 120, "picture " + i + " is blank");
    }
    // MNIST's mean is 0.1307.
    assertEquals(0.13, sum / (255.0 * 784 * data.size()), 0.03);
  }

  @Test
  void isNoToyForALinearModel() {
    PictureSet train = Data.digits(Split.TRAIN, 8_000, 1998);
    PictureSet test = Data.digits(Split.TEST, 2_000, 1998);
    double accuracy = new SoftmaxRegression(train).fit(5).accuracy(test);
    assertTrue(accuracy > 0.6 && accuracy < 0.93, "softmax regression reaches " + accuracy);
  }

  @Test
  void refusesSenselessSizes() {
    assertThrows(DataException.class, () -> Data.digits(Split.TRAIN, 0, 1));
    assertThrows(DataException.class, () -> Data.digits(Split.TRAIN, Integer.MAX_VALUE, 1));
  }

  private static long checksum(PictureSet data) {
    var checksum = new CRC32();
    for (int i = 0; i < data.size(); i++) {
      checksum.update(data.label(i));
      checksum.update(data.picture(i).pixels());
    }
    return checksum.getValue();
  }
}
