package fovea.data;

import fovea.data.pixels.DataChecksum;
import fovea.data.pixels.DataException;
import fovea.data.pixels.DataInfo;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Optional;

/** A data set in one block of bytes, {@code [n, c, h, w]}. */
public final class InMemoryPictures implements PictureSet {

  private final DataInfo info;
  private final MemorySegment pictures;
  private final int[] labels;
  private Optional<String> checksum = Optional.empty();

  /**
   * Takes the block as it is, and copies the labels.
   *
   * @throws DataException if the block has not one picture a label, or a label has no class
   */
  public InMemoryPictures(DataInfo info, MemorySegment pictures, int[] labels) {
    this.info = info;
    this.pictures = pictures.asReadOnly();
    this.labels = labels.clone();
    long expected = (long) labels.length * info.shape().values();
    if (pictures.byteSize() != expected) {
      throw new DataException(
          info.name(),
          String.format(
              Locale.ROOT,
              "expected %,d bytes for %,d pictures %s, found %,d",
              expected,
              labels.length,
              info.shape(),
              pictures.byteSize()),
          "Give one label for each picture");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= info.classes().size()) {
        throw new DataException(
            info.name(),
            String.format(
                Locale.ROOT,
                "expected labels from 0 to %d, found %d for picture %,d",
                info.classes().size() - 1,
                labels[i],
                i),
            "Name all classes, or mend the labels");
      }
    }
  }

  @Override
  public DataInfo info() {
    return info;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int label(int index) {
    return labels[index];
  }

  @Override
  public void copyPicture(int index, MemorySegment target, long offset) {
    long bytes = info.shape().values();
    MemorySegment.copy(pictures, index * bytes, target, offset, bytes);
  }

  @Override
  public synchronized Optional<String> checksum() {
    if (checksum.isEmpty()) {
      checksum = Optional.of(DataChecksum.of(pictures, labels));
    }
    return checksum;
  }
}
