package fovea.data.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.pixels.DataException;
import fovea.data.pixels.PictureShape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {

  private static final int RECORD = 3_073;

  @TempDir Path folder;
  private final Cifar10 cifar = new Cifar10(4, CifarArchive.OFFICIAL);

  @Test
  void usesTheBatchesThatAreThere() {
    write("data_batch_2.bin", batch(20));
    write("data_batch_5.bin.gz", IdxFiles.gzip(batch(50)));
    PictureSet data = cifar.load(Split.TRAIN, options());
    assertEquals(8, data.size());
    assertEquals(new PictureShape(3, 32, 32), data.shape());
    assertEquals(21, data.picture(1).at(0, 0, 0));
    assertEquals(121, data.picture(1).at(2, 31, 31));
    assertEquals(52, data.picture(6).at(0, 5, 5));
    assertEquals(2, data.label(6));
    assertEquals("frog", data.classes().get(6));
    assertTrue(data.info().description().contains("8 training pictures (2 of 5 batches)"));
  }

  @Test
  void theTestBatchIsAnother() {
    write("data_batch_1.bin", batch(0));
    assertTrue(messageOf(Split.TEST).contains("test_batch.bin"));
    write("test_batch.bin", batch(9));
    assertEquals(4, cifar.load(Split.TEST, options()).size());
  }

  @Test
  void damageIsNamed() {
    byte[] whole = batch(0);
    write("test_batch.bin", Arrays.copyOf(whole, whole.length - RECORD));
    assertTrue(messageOf(Split.TEST).contains("expected at least 12,292 bytes, found 9,219"));
    write("test_batch.bin", Arrays.copyOf(whole, whole.length + 1));
    assertTrue(messageOf(Split.TEST).contains("found more"));
    whole[2 * RECORD] = 10;
    write("test_batch.bin", whole);
    assertTrue(messageOf(Split.TEST).contains("found 10 for picture 2"));
  }

  /** Four records; in record i red is first + i, green 50 more, blue 100 more. */
  static byte[] batch(int first) {
    var bytes = new byte[4 * RECORD];
    for (int i = 0; i < 4; i++) {
      bytes[i * RECORD] = (byte) i;
      for (int p = 0; p < 3_072; p++) {
        bytes[i * RECORD + 1 + p] = (byte) (first + i + p / 1_024 * 50);
      }
    }
    return bytes;
  }

  private void write(String name, byte[] content) {
    IdxFiles.write(folder.resolve("cifar-10").resolve(name), content);
  }

  private String messageOf(Split split) {
    return assertThrows(DataException.class, () -> cifar.load(split, options())).getMessage();
  }

  private DataOptions options() {
    return new DataOptions(
        List.of(folder), folder.resolve("cache"), true, List.of(), (_, _, _) -> {});
  }
}
