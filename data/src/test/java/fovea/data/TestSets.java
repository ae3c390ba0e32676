package fovea.data;

import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Framing;
import fovea.data.pixels.PictureShape;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small data sets for tests. */
final class TestSets {

  private TestSets() {}

  /** Random pictures; the label of picture i is i modulo the number of classes. */
  static InMemoryPictures random(int size, PictureShape shape, int classes) {
    var pictures = new byte[size * shape.values()];
    new SplittableRandom(5).nextBytes(pictures);
    var info =
        new DataInfo(
            "random",
            "random pictures",
            shape,
            IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
            Framing.PHOTO);
    int[] labels = IntStream.range(0, size).map(i -> i % classes).toArray();
    return new InMemoryPictures(info, MemorySegment.ofArray(pictures), labels);
  }

  /** One-pixel pictures whose value and label are both their index. */
  static InMemoryPictures counting(int size) {
    var pictures = new byte[size];
    for (int i = 0; i < size; i++) {
      pictures[i] = (byte) i;
    }
    List<String> classes = IntStream.range(0, size).mapToObj(Integer::toString).toList();
    var info =
        new DataInfo("counting", "numbers", new PictureShape(1, 1, 1), classes, Framing.PHOTO);
    return new InMemoryPictures(
        info, MemorySegment.ofArray(pictures), IntStream.range(0, size).toArray());
  }
}
