package fovea.hub.settings;

import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.augment.CounterRandom;
import fovea.data.sampling.Permutation;
import fovea.data.sampling.StratifiedSample;
import fovea.graph.type.HostBuffer;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Photos on which candidates are tried.
 *
 * @param count how many there are
 * @param writer writes each as a network takes it
 * @param labels of all, from 0; none if they are not known
 * @param use of the labels
 */
public record TrialPhotos(int count, Writer writer, List<Integer> labels, Use use) {

  /** So many at most: more tell little more. */
  public static final int MOST = 1024;

  /** So many at least, since single photos mislead. */
  public static final int LEAST = 8;

  /** What labels are good for. */
  public enum Use {
    /** There are none. */
    NONE,
    /** They are classes of other pictures: features must tell them apart. */
    FEATURES,
    /** They are the classes of the network. */
    CLASSES
  }

  /** Writes photos. */
  @FunctionalInterface
  public interface Writer {

    /** Writes photo {@code index} as {@code preprocessing} makes it, from {@code offset} on. */
    void write(int index, Preprocessing preprocessing, MemorySegment target, long offset);
  }

  /** Copies the list. */
  public TrialPhotos {
    labels = List.copyOf(labels);
  }

  /** Photos without labels. */
  public TrialPhotos(int count, Writer writer) {
    this(count, writer, List.of(), Use.NONE);
  }

  /**
   * Some of {@code pictures}, drawn at random from each class.
   *
   * @param use of their labels
   * @param seed decides which
   */
  public static TrialPhotos of(PictureSet pictures, Use use, long seed) {
    int[] all = IntStream.range(0, pictures.size()).map(pictures::label).toArray();
    int[] drawn = StratifiedSample.draw(all, Math.min(1, MOST / (double) all.length), seed);
    int[] order = Permutation.of(drawn.length, new CounterRandom(seed, 0, -3));
    List<Integer> chosen = Arrays.stream(order).mapToObj(i -> drawn[i]).limit(MOST).toList();
    return new TrialPhotos(
        chosen.size(),
        (index, preprocessing, target, offset) ->
            preprocessing
                .normalizer()
                .apply(pictures.picture(chosen.get(index)).pixels(), target, offset),
        chosen.stream().map(index -> all[index]).toList(),
        use);
  }

  /** Those from {@code from} up to {@code to} as a network takes them. */
  HostBuffer batch(Preprocessing preprocessing, int from, int to) {
    HostBuffer batch = HostBuffer.allocate(preprocessing.input().batch(to - from));
    long bytes = batch.type().bytes() / (to - from);
    for (int i = from; i < to; i++) {
      writer.write(i, preprocessing, batch.data(), (i - from) * bytes);
    }
    return batch;
  }
}
