package fovea.data.sets;

import fovea.data.InMemoryPictures;
import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.augment.CounterRandom;
import fovea.data.digits.DigitPainter;
import fovea.data.pixels.DataException;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Framing;
import fovea.data.pixels.PictureShape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Digits that the program draws itself; the same numbers give the same pictures everywhere. */
final class DigitSet implements NamedSet {

  static final int TRAINING_SIZE = 30_000;
  static final int TEST_SIZE = 5_000;
  static final long SEED = 1998;

  private static final PictureShape SHAPE =
      new PictureShape(1, DigitPainter.SIZE, DigitPainter.SIZE);
  private static final List<String> CLASSES =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  private static final int MAX_SIZE = 10_000_000;

  /** Pictures that one task paints. */
  private static final int CHUNK = 250;

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public PictureSet load(Split split, DataOptions options) {
    return draw(split, split == Split.TRAIN ? TRAINING_SIZE : TEST_SIZE, SEED);
  }

  /** Draws a part of any size; a smaller one is the beginning of a larger one. */
  PictureSet draw(Split split, int size, long seed) {
    if (size < 1 || size > MAX_SIZE) {
      throw new DataException(
          name(),
          String.format(Locale.ROOT, "expected 1 to %,d pictures, found %,d", MAX_SIZE, size),
          "Ask for another number");
    }
    MemorySegment pictures = Arena.ofAuto().allocate((long) size * SHAPE.values());
    var labels = new int[size];
    IntStream.range(0, Math.ceilDiv(size, CHUNK))
        .parallel()
        .forEach(chunk -> paint(new Keys(split, seed), pictures, labels, chunk * CHUNK));
    String description =
        String.format(
            Locale.ROOT,
            "digits, %,d %s pictures drawn with seed %d",
            size,
            split == Split.TRAIN ? "training" : "test",
            seed);
    return new InMemoryPictures(
        new DataInfo(name(), description, SHAPE, CLASSES, Framing.DIGIT), pictures, labels);
  }

  private static void paint(Keys keys, MemorySegment pictures, int[] labels, int from) {
    int to = Math.min(from + CHUNK, labels.length);
    var painter = new DigitPainter();
    var painted = new byte[(to - from) * SHAPE.values()];
    for (int i = from; i < to; i++) {
      labels[i] = keys.label(i);
      painter.paint(labels[i], keys.picture(i), painted, (i - from) * SHAPE.values());
    }
    MemorySegment.copy(
        MemorySegment.ofArray(painted), 0, pictures, (long) from * SHAPE.values(), painted.length);
  }

  /** The random numbers of a split: keys of the splits, and of labels and pictures, all differ. */
  private record Keys(Split split, long seed) {

    CounterRandom picture(int index) {
      return new CounterRandom(seed, stream(), index);
    }

    /** Every ten pictures, beginning at a multiple of ten, show all digits in a random order. */
    int label(int index) {
      var random = new CounterRandom(seed, stream() + 1, index / 10);
      var order = new int[10];
      for (int i = 0; i < order.length; i++) {
        int j = random.nextInt(i + 1);
        order[i] = order[j];
        order[j] = i;
      }
      return order[index % 10];
    }

    private long stream() {
      return switch (split) {
        case TRAIN -> 0;
        case TEST -> 2;
      };
    }
  }
}
