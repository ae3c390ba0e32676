package fovea.bench;

import fovea.bench.compare.CommandLineException;
import fovea.data.PixelNormalizer;
import fovea.data.Preprocessing;
import fovea.data.picture.Fitting;
import fovea.data.picture.PictureFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Photos a second from file to batch: decoded, short side scaled to 256, center of 224 cut out, in
 * batches of 32 normalized floats; beside the same by torchvision on Pillow, in turn.
 */
final class Photos {

  private static final int WARM_UP = 5;
  private static final int BATCH = 32;
  private static final Preprocessing PREPROCESSING = Preprocessing.imagenet(224, 256);

  private final List<Path> files;

  private Photos(List<Path> files) {
    this.files = files;
  }

  /** Measures with one thread and with two, and prints medians of so many rounds. */
  static void run(Path folder, int rounds) {
    List<Path> files = Files.isDirectory(folder) ? jpegs(folder) : List.of();
    if (files.isEmpty()) {
      throw new CommandLineException(folder + ": expected a folder with JPEG files, found none");
    }
    System.out.printf("%,d photos in %s%n", files.size(), folder);
    var photos = new Photos(files);
    for (int threads = 1; threads <= 2; threads++) {
      photos.measure(folder, threads, rounds);
    }
  }

  private static List<Path> jpegs(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void measure(Path folder, int threads, int rounds) {
    try (PythonPeer peer = PythonPeer.start("photos.py", folder, threads)) {
      for (int i = 0; i < WARM_UP; i++) {
        pass(threads);
      }
      peer.ask("go");
      List<Double> own = new ArrayList<>();
      List<Double> other = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        own.add(pass(threads));
        peer.ask("go").map(Double::valueOf).ifPresent(other::add);
      }
      report(threads, own, other);
    }
  }

  private void report(int threads, List<Double> own, List<Double> other) {
    double rate = files.size() / median(own);
    String workers = threads == 1 ? "1 thread " : threads + " threads";
    if (other.isEmpty()) {
      System.out.printf(
          "%s  fovea %.0f photos/s; no python3 with torchvision found%n", workers, rate);
    } else {
      double theirs = files.size() / median(other);
      System.out.printf(
          "%s  fovea %.0f photos/s, torchvision %.0f photos/s, %.2f times%n",
          workers, rate, theirs, rate / theirs);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** Seconds for all photos. */
  private double pass(int threads) {
    long begin = System.nanoTime();
    var next = new AtomicInteger();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      workers.add(Thread.ofPlatform().start(() -> work(next)));
    }
    for (Thread worker : workers) {
      join(worker);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private void work(AtomicInteger next) {
    PixelNormalizer normalizer = PREPROCESSING.normalizer();
    long bytes = (long) normalizer.values() * Float.BYTES;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment batch = arena.allocate(BATCH * bytes, 64);
      int done = 0;
      for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
        var picture = Fitting.fit(PictureFile.read(files.get(i)), PREPROCESSING).picture();
        normalizer.apply(picture.pixels(), batch, done++ % BATCH * bytes);
      }
    }
  }

  private static void join(Thread worker) {
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the measurement was interrupted");
    }
  }
}
