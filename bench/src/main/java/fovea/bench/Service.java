package fovea.bench;

import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.Parameters;
import fovea.train.predict.Predictor;
import fovea.zoo.Zoo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Pictures per second of MobileNet-v2 for a service: threads that ask for one picture each. */
final class Service {
  private static final int THREADS = 8;
  private static final int SIDE = 224;
  private static final int SHOWN = 5;

  private final Predictor predictor;
  private final Predictor shared;
  private final HostBuffer batch = noise(THREADS);
  private final HostBuffer one = noise(1);

  private Service() {
    var network = Zoo.create("mobilenet_v2");
    Parameters.initialize(network, 1);
    predictor = Predictor.of(network);
    shared = predictor.batching(THREADS, Duration.ofMillis(2));
  }

  /** Measures whole batches, threads that share batches, and single pictures in turns. */
  static void run(int rounds) {
    var service = new Service();
    int batches = 20;
    double[][] rates = new double[3][rounds];
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      service.plan();
      service.whole(batches);
      service.together(threads, batches);
      service.single(batches);
      for (int round = 0; round < rounds; round++) {
        rates[0][round] = service.whole(batches);
        rates[1][round] = service.together(threads, batches);
        rates[2][round] = service.single(batches);
      }
    }
    for (double[] all : rates) {
      Arrays.sort(all);
    }
    double whole = rates[0][rounds / 2];
    System.out.printf("batches of %d            %8.1f images/s%n", THREADS, whole);
    print("%d threads, batching     ".formatted(THREADS), rates[1], whole);
    print("one picture at a time   ", rates[2], whole);
  }

  private static void print(String what, double[] rates, double whole) {
    double median = rates[rates.length / 2];
    System.out.printf(
        "%s %8.1f images/s (%.1f to %.1f), %.1f %% of batches%n",
        what, median, rates[0], rates[rates.length - 1], 100 * median / whole);
  }

  /** Each size of batch has its plan, which is made once. */
  private void plan() {
    for (int pictures = 1; pictures <= THREADS; pictures++) {
      require(predictor.top(SHOWN, noise(pictures)).size() == pictures);
    }
  }

  private double whole(int batches) {
    long start = System.nanoTime();
    for (int i = 0; i < batches; i++) {
      require(predictor.top(SHOWN, batch).size() == THREADS);
    }
    return rate(batches * THREADS, start);
  }

  private double single(int pictures) {
    long start = System.nanoTime();
    for (int i = 0; i < pictures; i++) {
      require(predictor.top(SHOWN, one).size() == 1);
    }
    return rate(pictures, start);
  }

  private double together(ExecutorService threads, int each) {
    long start = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      running.add(threads.submit(() -> ask(each)));
    }
    for (Future<?> thread : running) {
      try {
        thread.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    return rate(each * THREADS, start);
  }

  private void ask(int pictures) {
    for (int i = 0; i < pictures; i++) {
      require(shared.top(SHOWN, one).size() == 1);
    }
  }

  private static void require(boolean answered) {
    if (!answered) {
      throw new IllegalStateException("a picture without an answer");
    }
  }

  private static double rate(int pictures, long start) {
    return pictures * 1e9 / (System.nanoTime() - start);
  }

  private static HostBuffer noise(int pictures) {
    var random = new SplittableRandom(1);
    HostBuffer buffer = HostBuffer.allocate(TensorType.f32(pictures, 3, SIDE, SIDE));
    for (long i = 0; i < buffer.type().shape().elements(); i++) {
      buffer.set(i, random.nextDouble(-1, 1));
    }
    return buffer;
  }
}
