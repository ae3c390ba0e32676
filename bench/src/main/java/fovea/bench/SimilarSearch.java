package fovea.bench;

import fovea.data.Preprocessing;
import fovea.similar.IndexCard;
import fovea.similar.IndexWriter;
import fovea.similar.PictureIndex;
import fovea.similar.VectorLayer;
import fovea.similar.VectorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** How long an exact search takes in an index of so many vectors, drawn at random. */
final class SimilarSearch {
  private static final int QUERIES = 15;
  private static final int NEIGHBORS = 6;
  private static final double NANO = 1e-9;
  private static final double GIGA = 1e9;
  private static final long MIB = 1 << 20;

  private SimilarSearch() {}

  /** Writes the index, asks it, prints, and removes it. */
  static void run(int count, int dimension, VectorType type) {
    Path file = Path.of("target/similar.index");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      long start = System.nanoTime();
      write(file, count, dimension, type);
      double seconds = (System.nanoTime() - start) * NANO;
      double bytes = Files.size(file);
      System.out.printf(
          Locale.ROOT,
          "%,d vectors of %,d, %s: %.2f GB, written in %.1f s, heap in use at most %,d MiB%n",
          count,
          dimension,
          type,
          bytes / GIGA,
          seconds,
          peak() / MIB);
      double[] times = ask(PictureIndex.open(file), dimension);
      double first = times[0];
      Arrays.sort(times);
      double median = times[QUERIES / 2];
      System.out.printf(
          Locale.ROOT,
          "search: first %.3f s, then median of %d %.3f s, slowest %.3f s; %.1f GB/s of vectors%n",
          first,
          QUERIES,
          median,
          times[QUERIES - 1],
          bytes / GIGA / median);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      remove(file);
    }
  }

  private static void write(Path file, int count, int dimension, VectorType type) {
    var random = new SplittableRandom(1);
    var card =
        new IndexCard(
            "none", "", Preprocessing.tf(1, 1), new VectorLayer.LastHidden(), "", List.of());
    float[] vector = new float[dimension];
    try (var writer = new IndexWriter(file, card, dimension, type)) {
      for (int i = 0; i < count; i++) {
        fill(vector, random);
        writer.add("photos/of-a-folder/picture-" + i + ".jpg", -1, vector);
      }
      writer.finish();
    }
  }

  private static double[] ask(PictureIndex index, int dimension) {
    var random = new SplittableRandom(2);
    float[] vector = new float[dimension];
    double[] times = new double[QUERIES];
    for (int i = 0; i < QUERIES; i++) {
      fill(vector, random);
      long start = System.nanoTime();
      index.nearest(vector, NEIGHBORS);
      times[i] = (System.nanoTime() - start) * NANO;
    }
    return times;
  }

  /** A direction at random, of the length 1. */
  private static void fill(float[] vector, SplittableRandom random) {
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (random.nextDouble() - 0.5);
      squares += vector[i] * vector[i];
    }
    float scale = (float) (1 / Math.sqrt(squares));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= scale;
    }
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
