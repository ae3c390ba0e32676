package fovea.data.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Framing;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxSetTest {

  private static final int COUNT = 12;

  @TempDir Path folder;
  private DataOptions options = DataOptions.defaults();

  @BeforeEach
  void lookNowhereElse() {
    options =
        new DataOptions(List.of(folder), folder.resolve("cache"), true, List.of(), (_, _, _) -> {});
  }

  @Test
  void readsPlainAndGzippedFiles() {
    file("train-images-idx3-ubyte", IdxFiles.pictures(COUNT));
    file("train-labels-idx1-ubyte.gz", IdxFiles.gzip(IdxFiles.labels(COUNT)));
    PictureSet data = Data.named("mnist", Split.TRAIN, options);
    assertEquals(COUNT, data.size());
    assertEquals(11, data.picture(11).at(0, 27, 27));
    assertEquals(1, data.label(11));
    assertEquals(Framing.DIGIT, data.info().framing());
    assertTrue(data.info().description().contains("12 training pictures"));
  }

  @Test
  void theCacheComesLast() {
    file("t10k-images-idx3-ubyte", IdxFiles.pictures(3));
    file("t10k-labels-idx1-ubyte", IdxFiles.labels(3));
    IdxFiles.write(folder.resolve("cache/mnist/t10k-images-idx3-ubyte"), IdxFiles.pictures(5));
    IdxFiles.write(folder.resolve("cache/mnist/t10k-labels-idx1-ubyte"), IdxFiles.labels(5));
    assertEquals(3, Data.named("mnist", Split.TEST, options).size());
    DataOptions elsewhere =
        new DataOptions(
            List.of(folder.resolve("empty")), options.cache(), true, List.of(), (_, _, _) -> {});
    assertEquals(5, Data.named("mnist", Split.TEST, elsewhere).size());
  }

  @Test
  void saysWhatIsMissingAndWhereItLooked() {
    String message = messageOfLoading();
    assertTrue(message.contains("train-images-idx3-ubyte"), message);
    assertTrue(message.contains(folder.resolve("mnist").toString()), message);
    assertTrue(message.contains(folder.resolve("cache").resolve("mnist").toString()), message);
    assertTrue(message.contains("Allow the download"), message);
  }

  @Test
  void damagedPicturesAreNamed() {
    damaged(bytes -> Arrays.copyOf(bytes, bytes.length - 1), "cut short");
    damaged(bytes -> Arrays.copyOf(bytes, 9), "cut short");
    damaged(_ -> new byte[0], "cut short");
    damaged(bytes -> Arrays.copyOf(bytes, bytes.length + 1), "found more");
    damaged(bytes -> with(bytes, 0, 0x801), "magic number 0x00000803");
    damaged(bytes -> with(bytes, 0, 0x504B0304), "0x504b0304");
    damaged(bytes -> with(bytes, 4, 0), "a claim of 0");
    damaged(bytes -> with(bytes, 4, -1), "a claim of 4294967295");
    damaged(bytes -> with(bytes, 4, 1_000_000), "a claim of 1000000");
    damaged(bytes -> with(bytes, 4, COUNT - 1), "found more");
    damaged(bytes -> with(bytes, 8, 32), "28 × 28, found 32 × 28");
    damaged(_ -> IdxFiles.pictures(COUNT + 1), "expected 13 labels");
  }

  @Test
  void damagedGzipDataIsNamed() {
    file("train-labels-idx1-ubyte", IdxFiles.labels(COUNT));
    byte[] whole = IdxFiles.gzip(IdxFiles.pictures(COUNT));
    damagedGzip(Arrays.copyOf(whole, whole.length - 1), "end with 8 bytes");
    damagedGzip(Arrays.copyOf(whole, whole.length / 2), "cut short");
    damagedGzip(Arrays.copyOf(whole, 5), "found something else");
    damagedGzip(Arrays.copyOf(whole, whole.length + 1), "end with 8 bytes");
    damagedGzip(IdxFiles.pictures(COUNT), "found something else");
    damagedGzip(IdxFiles.gzip(Arrays.copyOf(IdxFiles.pictures(COUNT), 20_000)), "found more");
    byte[] wrongSum = whole.clone();
    wrongSum[whole.length - 8] ^= 1;
    damagedGzip(wrongSum, "check sum");
  }

  @Test
  void anyDamageGivesASentenceOrData() {
    file("train-labels-idx1-ubyte", IdxFiles.labels(COUNT));
    byte[] whole = IdxFiles.gzip(IdxFiles.pictures(COUNT));
    var random = new SplittableRandom(3);
    for (int round = 0; round < 300; round++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      Path file = file("train-images-idx3-ubyte.gz", damaged);
      try {
        Data.named("mnist", Split.TRAIN, options);
      } catch (DataException e) {
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
      }
    }
  }

  @Test
  void aGzipBombIsNotUnpacked() {
    file("train-labels-idx1-ubyte", IdxFiles.labels(COUNT));
    byte[] zeros = new byte[50_000_000];
    ByteBuffer.wrap(zeros).put(IdxFiles.pictures(1), 0, 16);
    damagedGzip(IdxFiles.gzip(zeros), "found more");
  }

  @Test
  void labelsHaveClasses() {
    file("train-images-idx3-ubyte", IdxFiles.pictures(COUNT));
    byte[] labels = IdxFiles.labels(COUNT);
    labels[8 + 4] = 10;
    file("train-labels-idx1-ubyte", labels);
    assertTrue(messageOfLoading().contains("from 0 to 9, found 10 for picture 4"));
  }

  @Test
  void unknownNamesGetASuggestion() {
    var error =
        assertThrows(DataException.class, () -> Data.named("fashon-mnist", Split.TRAIN, options));
    assertTrue(error.getMessage().contains("You may mean fashion-mnist"), error.getMessage());
    var other = assertThrows(DataException.class, () -> Data.named("x", Split.TRAIN, options));
    assertFalse(other.getMessage().contains("You may mean"), other.getMessage());
    assertEquals(List.of("digits", "mnist", "fashion-mnist", "cifar-10"), Data.names());
  }

  private void damaged(UnaryOperator<byte[]> damage, String expected) {
    file("train-labels-idx1-ubyte", IdxFiles.labels(COUNT));
    file("train-images-idx3-ubyte", damage.apply(IdxFiles.pictures(COUNT)));
    String message = messageOfLoading();
    assertTrue(message.contains(expected), message);
    assertTrue(message.contains(folder.toString()), message);
  }

  private void damagedGzip(byte[] content, String expected) {
    Path file = file("train-images-idx3-ubyte.gz", content);
    String message = messageOfLoading();
    assertTrue(message.startsWith(file.toString()), message);
    assertTrue(message.contains(expected), message);
  }

  private static byte[] with(byte[] bytes, int offset, int value) {
    return ByteBuffer.wrap(bytes.clone()).putInt(offset, value).array();
  }

  private Path file(String name, byte[] content) {
    return IdxFiles.write(folder.resolve("mnist").resolve(name), content);
  }

  private String messageOfLoading() {
    return assertThrows(DataException.class, () -> Data.named("mnist", Split.TRAIN, options))
        .getMessage();
  }
}
