package fovea.data.targets;

import fovea.data.PictureSet;
import fovea.data.pixels.DataChecksum;
import fovea.data.pixels.DataException;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Picture;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Pictures with a class, and after them others without one, whatever theirs is: to learn from what
 * a teacher says of them. None is copied.
 */
public final class PartlyLabelled implements PictureSet {
  private final PictureSet labelled;
  private final PictureSet others;
  private final DataInfo info;
  private Optional<String> checksum = Optional.empty();

  /**
   * Of both.
   *
   * @throws DataException if the others have other dimensions
   */
  public PartlyLabelled(PictureSet labelled, PictureSet others) {
    if (!others.shape().equals(labelled.shape())) {
      throw new DataException(
          others.name(),
          "expected pictures %s, found %s".formatted(labelled.shape(), others.shape()),
          "Scale them to this size");
    }
    this.labelled = labelled;
    this.others = others;
    this.info =
        labelled
            .info()
            .description(
                String.format(
                    Locale.ROOT,
                    "%s, and %,d pictures without a class of %s",
                    labelled.info().description(),
                    others.size(),
                    others.name()));
  }

  @Override
  public DataInfo info() {
    return info;
  }

  @Override
  public int size() {
    return Math.addExact(labelled.size(), others.size());
  }

  private boolean isLabelled(int index) {
    return index < labelled.size();
  }

  private PictureSet owner(int index) {
    return isLabelled(index) ? labelled : others;
  }

  private int own(int index) {
    return isLabelled(index) ? index : index - labelled.size();
  }

  @Override
  public int label(int index) {
    return isLabelled(index) ? labelled.label(index) : UNLABELLED;
  }

  @Override
  public String source(int index) {
    return owner(index).source(own(index));
  }

  @Override
  public void copyPicture(int index, MemorySegment target, long offset) {
    owner(index).copyPicture(own(index), target, offset);
  }

  @Override
  public Picture wholePicture(int index) {
    return owner(index).wholePicture(own(index));
  }

  /** Of photos it is made here, since they may have changed when a training goes on. */
  @Override
  public synchronized Optional<String> checksum() {
    if (checksum.isEmpty()) {
      checksum = labelled.checksum().map(sum -> sum + "-" + ofOthers());
    }
    return checksum;
  }

  private String ofOthers() {
    return others
        .checksum()
        .orElseGet(
            () ->
                DataChecksum.of(
                    IntStream.range(0, others.size())
                        .map(i -> Integer.parseUnsignedInt(DataChecksum.of(others.picture(i)), 16))
                        .toArray()));
  }
}
