package fovea.data;

import fovea.data.augment.pipeline.Augmentations;
import fovea.data.pixels.DataException;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.sampling.StratifiedSample;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Pictures of one size, each with a label. Reading is safe from several threads. */
public interface PictureSet {

  /** The label of a picture that has no class. */
  int UNLABELLED = -1;

  /** What it is. */
  DataInfo info();

  /** Number of pictures. */
  int size();

  /**
   * The class of a picture, as an index into {@link DataInfo#classes()}, or {@link #UNLABELLED}.
   */
  int label(int index);

  /**
   * Copies a picture's bytes, {@code [c, h, w]}, to {@code target} from {@code offset} on.
   *
   * @throws IndexOutOfBoundsException if there is no such picture or no room for it
   */
  void copyPicture(int index, MemorySegment target, long offset);

  /** Where a picture comes from, for people: its file, or its number from 0. */
  default String source(int index) {
    return String.format(Locale.ROOT, "picture %,d", index);
  }

  /**
   * A checksum of all pictures and labels, by which changed data are recognized; empty where it is
   * not known without reading them again.
   */
  default Optional<String> checksum() {
    return Optional.empty();
  }

  /** Its name. */
  default String name() {
    return info().name();
  }

  /** Dimensions of each picture. */
  default PictureShape shape() {
    return info().shape();
  }

  /** Names of the classes, by label. */
  default List<String> classes() {
    return info().classes();
  }

  /** One picture, copied. */
  default Picture picture(int index) {
    var picture = new Picture(shape());
    copyPicture(index, MemorySegment.ofArray(picture.pixels()), 0);
    return picture;
  }

  /**
   * One picture as large as the set keeps it, copied: a photo before {@link #shape()} was cut from
   * its center, else the same as {@link #picture}. Augmentation begins with it.
   */
  default Picture wholePicture(int index) {
    return picture(index);
  }

  /**
   * The pictures as a network takes them: {@code image [c, h, w]} and {@code label}, for {@link
   * DataLoader}.
   *
   * @throws DataException if the pictures do not fit the preprocessing
   */
  default PreparedPictures prepared(Preprocessing preprocessing) {
    return new PreparedPictures(this, preprocessing, Augmentations.NONE);
  }

  /** The first {@code count} pictures, or all if there are fewer. */
  default PictureSet first(int count) {
    int kept = Math.clamp(count, 0, size());
    return subset(
        String.format(Locale.ROOT, "the first %,d of %s", kept, info().description()),
        IntStream.range(0, kept).toArray());
  }

  /**
   * The pictures at {@code indices}, in that order; none is copied.
   *
   * @param description one line for people
   */
  default PictureSet subset(String description, int... indices) {
    return new Subset(this, description, indices);
  }

  /**
   * Two parts without a common picture, drawn at random.
   *
   * @param fraction of the pictures in the first part, from 0 to 1
   * @param seed decides which
   */
  default Parts split(double fraction, long seed) {
    return parts(StratifiedSample.draw(size(), fraction, seed));
  }

  /**
   * Two parts without a common picture, drawn at random from each class, so that both have the
   * proportions of the whole.
   *
   * @param fraction of each class's pictures in the first part, from 0 to 1; of two pictures or
   *     more, both parts have at least one
   * @param seed decides which
   */
  default Parts stratifiedSplit(double fraction, long seed) {
    int[] labels = IntStream.range(0, size()).map(this::label).toArray();
    return parts(StratifiedSample.draw(labels, fraction, seed));
  }

  /**
   * A data set cut in two.
   *
   * @param first the given fraction
   * @param second the rest
   */
  record Parts(PictureSet first, PictureSet second) {}

  private Parts parts(int[] first) {
    return new Parts(part(first), part(StratifiedSample.rest(size(), first)));
  }

  private PictureSet part(int[] indices) {
    return subset(
        String.format(
            Locale.ROOT, "%,d of %s, drawn at random", indices.length, info().description()),
        indices);
  }
}
