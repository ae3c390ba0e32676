package fovea.format.hdf5;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import fovea.format.FormatException;
import fovea.testdata.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes files at random: they are read, or refused with a sentence, and nothing else. */
class MutatedFileTest {
  private static final long[] EXTREMES = {
    0, 1, -1, 8, 48, 0x7F, 0xFF, 0xFFFF, 1L << 31, (1L << 31) - 1, 1L << 32, Long.MAX_VALUE
  };

  @TempDir Path folder;

  /** How many mutants there are of a file, always and in a long test. */
  private static final int FEW = 200;

  private static final int MANY = 3_000;

  @Test
  void aFileOfTheNewKind() throws IOException {
    mutate(plain(), FEW);
  }

  @Test
  void aCompressedFile() throws IOException {
    mutate(packed(), FEW);
  }

  @Test
  void aFileOfKerasItself() throws IOException {
    mutate(ofKeras(), FEW);
  }

  @Test
  @Tag("long")
  void manyOfEach() throws IOException {
    mutate(plain(), MANY);
    mutate(packed(), MANY);
    mutate(ofKeras(), MANY);
  }

  private Path plain() throws IOException {
    return H5.write(folder.resolve("model.h5"), H5::model);
  }

  private Path packed() throws IOException {
    return H5.write(
        folder.resolve("packed.h5"),
        out -> {
          out.putAttribute("layer_names", new String[] {"a"});
          var layer = out.putGroup("a");
          layer.putAttribute("weight_names", new String[] {"w"});
          layer.putDataset("w", H5.counting(0, 10, 8), H5.gzip(3, 5));
        });
  }

  private static Path ofKeras() {
    return TestData.path("pretrained/resnet8-cifar10-keras").resolve("pretrainedResnet.h5");
  }

  private void mutate(Path file, int times) throws IOException {
    long seed = Long.getLong("fovea.seed", 20_251_121L);
    System.out.println("seed " + seed);
    byte[] original = Files.readAllBytes(file);
    for (int i = 0; i < times; i++) {
      Random random = new Random(seed + i);
      byte[] changed = original.clone();
      int changes = 1 + random.nextInt(4);
      for (int c = 0; c < changes; c++) {
        change(changed, random);
      }
      byte[] sealed = random.nextInt(8) == 0 ? changed : new Patch(changed).sealed();
      Path mutant = Files.write(folder.resolve("mutant.h5"), sealed);
      assertTimeoutPreemptively(
          Duration.ofMinutes(1), () -> tolerated(mutant), () -> "mutation of " + file);
    }
  }

  private static void tolerated(Path mutant) {
    try {
      KerasFile.read(mutant).layers().stream()
          .flatMap(layer -> layer.weights().stream())
          .filter(array -> array.elements() < 1 << 20)
          .forEach(array -> array.data().asByteBuffer().hashCode());
    } catch (FormatException e) {
      if (e.getMessage().contains("\n")) {
        throw new AssertionError("not one sentence", e);
      }
    }
  }

  /** A byte, or eight that stand for a size or an address. */
  private static void change(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    if (random.nextBoolean()) {
      bytes[at] = (byte) random.nextInt();
      return;
    }
    long extreme = EXTREMES[random.nextInt(EXTREMES.length)];
    int width = 1 << random.nextInt(4);
    for (int i = 0; i < width && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (extreme >> 8 * i);
    }
  }
}
