package fovea.data;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;

/** Pictures of one size, each with a label. Reading is safe from several threads. */
public interface DataSet {

  /** What it is. */
  DataInfo info();

  /** Number of pictures. */
  int size();

  /** The class of a picture, as an index into {@link DataInfo#classes()}. */
  int label(int index);

  /**
   * Copies a picture's bytes, {@code [c, h, w]}, to {@code target} from {@code offset} on.
   *
   * @throws IndexOutOfBoundsException if there is no such picture or no room for it
   */
  void copyPicture(int index, MemorySegment target, long offset);

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

  /** The first {@code count} pictures, or all if there are fewer. */
  default DataSet first(int count) {
    int kept = Math.clamp(count, 0, size());
    return subset(
        "the first %,d of %s".formatted(kept, info().description()),
        IntStream.range(0, kept).toArray());
  }

  /**
   * The pictures at {@code indices}, in that order; none is copied.
   *
   * @param description one line for people
   */
  default DataSet subset(String description, int... indices) {
    return new Subset(this, description, indices);
  }

  /**
   * Two parts without a common picture, drawn at random.
   *
   * @param fraction of the pictures in the first part, from 0 to 1
   * @param seed decides which
   */
  default Parts split(double fraction, long seed) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new DataException(
          "split of " + name(),
          "expected a fraction from 0 to 1, found " + fraction,
          "Give the share of pictures for the first part");
    }
    int[] order = Permutation.of(size(), new CounterRandom(seed, 0, -1));
    int cut = (int) Math.round(fraction * size());
    return new Parts(part(order, 0, cut), part(order, cut, size()));
  }

  /**
   * A data set cut in two.
   *
   * @param first the given fraction
   * @param second the rest
   */
  record Parts(DataSet first, DataSet second) {}

  private DataSet part(int[] order, int from, int to) {
    return subset(
        "%,d of %s, drawn at random".formatted(to - from, info().description()),
        IntStream.range(from, to).map(i -> order[i]).sorted().toArray());
  }
}
