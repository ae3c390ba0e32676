package fovea.data.sets;

import fovea.data.InMemoryPictures;
import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Framing;
import fovea.data.pixels.PictureShape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * CIFAR-10 (Krizhevsky 2009) in its binary form: 32 × 32 photos of ten classes, five training
 * batches, of which those that are there are used, and a test batch.
 */
final class Cifar10 implements NamedSet {

  private static final PictureShape SHAPE = new PictureShape(3, 32, 32);
  private static final int BATCH_SIZE = 10_000;
  private static final int TRAINING_BATCHES = 5;
  private static final String TEST_BATCH = "test_batch.bin";

  private static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private static final List<Mirror> MIRRORS =
      List.of(Mirror.of("cifar-10", "https://www.cs.toronto.edu/~kriz/"));

  private final int batchSize;
  private final CifarArchive archive;

  Cifar10() {
    this(BATCH_SIZE, CifarArchive.OFFICIAL);
  }

  /** With smaller batches, for tests. */
  Cifar10(int batchSize, CifarArchive archive) {
    this.batchSize = batchSize;
    this.archive = archive;
  }

  @Override
  public String name() {
    return "cifar-10";
  }

  @Override
  public PictureSet load(Split split, DataOptions options) {
    List<String> wanted =
        split == Split.TEST
            ? List.of(TEST_BATCH)
            : IntStream.rangeClosed(1, TRAINING_BATCHES)
                .mapToObj("data_batch_%d.bin"::formatted)
                .toList();
    List<Path> places = options.placesOf(name());
    for (Path folder : places) {
      List<Path> found = find(folder, wanted);
      if (!found.isEmpty()) {
        return read(split, found, wanted.size());
      }
    }
    if (options.offline()) {
      throw NamedSet.missing(name(), String.join(", ", wanted), places);
    }
    var downloader = options.downloader(name(), MIRRORS);
    archive.fetch(downloader);
    return read(split, find(downloader.folder(), wanted), wanted.size());
  }

  private static List<Path> find(Path folder, List<String> wanted) {
    return wanted.stream()
        .map(name -> NamedSet.find(folder, name))
        .flatMap(Optional::stream)
        .toList();
  }

  private PictureSet read(Split split, List<Path> files, int all) {
    int count = batchSize * files.size();
    MemorySegment pictures = Arena.ofAuto().allocate((long) count * SHAPE.values());
    var labels = new int[count];
    for (int i = 0; i < files.size(); i++) {
      readBatch(files.get(i), pictures, labels, i * batchSize);
    }
    Path folder = files.getFirst().toAbsolutePath().getParent();
    String description =
        split == Split.TEST
            ? String.format(Locale.ROOT, "CIFAR-10, %,d test pictures from %s", count, folder)
            : String.format(
                Locale.ROOT,
                "CIFAR-10, %,d training pictures (%d of %d batches) from %s",
                count,
                files.size(),
                all,
                folder);
    return new InMemoryPictures(
        new DataInfo(name(), description, SHAPE, CLASSES, Framing.PHOTO), pictures, labels);
  }

  /** Reads records of a label and a picture, to the pictures from {@code first} on. */
  private void readBatch(Path file, MemorySegment pictures, int[] labels, int first) {
    try (ByteSource source = ByteSource.open(file)) {
      MemorySegment batch =
          MemorySegment.ofArray(new byte[Math.multiplyExact(batchSize, 1 + SHAPE.values())]);
      source.fill(batch);
      source.end();
      for (int i = 0; i < batchSize; i++) {
        long record = (long) i * (1 + SHAPE.values());
        int label = batch.get(ValueLayout.JAVA_BYTE, record) & 0xFF;
        if (label >= CLASSES.size()) {
          throw source.error(
              String.format(
                  Locale.ROOT, "expected labels from 0 to 9, found %d for picture %,d", label, i));
        }
        labels[first + i] = label;
        MemorySegment.copy(
            batch, record + 1, pictures, (long) (first + i) * SHAPE.values(), SHAPE.values());
      }
    }
  }
}
