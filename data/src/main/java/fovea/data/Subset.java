package fovea.data;

import fovea.data.pixels.DataChecksum;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Picture;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.Optional;

/** A view of some pictures of another data set. */
final class Subset implements PictureSet {

  private final PictureSet whole;
  private final DataInfo info;
  private final int[] indices;

  Subset(PictureSet whole, String description, int[] indices) {
    this.whole = whole;
    this.info = whole.info().description(description);
    this.indices = indices.clone();
    for (int index : indices) {
      Objects.checkIndex(index, whole.size());
    }
  }

  @Override
  public DataInfo info() {
    return info;
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public int label(int index) {
    return whole.label(indices[index]);
  }

  @Override
  public String source(int index) {
    return whole.source(indices[index]);
  }

  @Override
  public Picture wholePicture(int index) {
    return whole.wholePicture(indices[index]);
  }

  @Override
  public void copyPicture(int index, MemorySegment target, long offset) {
    whole.copyPicture(indices[index], target, offset);
  }

  @Override
  public Optional<String> checksum() {
    return whole.checksum().map(sum -> sum + "-" + DataChecksum.of(indices));
  }
}
