package fovea.bench;

import fovea.data.BatchPrefetcher;
import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.batch.Batch;
import fovea.data.sets.Data;
import fovea.graph.Engine;
import java.util.Arrays;

/** Images a second in training. */
final class Throughput {
  private Throughput() {}

  /** LeNet-5 on Fashion-MNIST with batches of 64, reading and preprocessing included. */
  static void lenet5(int epochs) {
    PictureSet data = Data.fashionMnist(Split.TRAIN);
    Preprocessing preprocessing = Preprocessing.standardizing(data).padding(2);
    TrainingWork work = TrainingWork.of("lenet5", 64);
    double[] seconds = new double[epochs];
    try (BatchPrefetcher prefetcher = new DataLoader(data, preprocessing, 64).shuffle(1).open()) {
      boolean _ =
          Engine.instance()
              .onEngineThread(
                  () -> {
                    for (int epoch = 0; epoch < epochs; epoch++) {
                      seconds[epoch] = epoch(prefetcher, epoch, work);
                    }
                    return true;
                  });
    }
    print(data.size(), seconds);
  }

  private static double epoch(BatchPrefetcher prefetcher, int epoch, TrainingWork work) {
    long start = System.nanoTime();
    for (Batch batch : prefetcher.epoch(epoch)) {
      double _ = work.step().run(batch, 0.01);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** ResNet-18 at 224 x 224 with batches of 16 that stay the same. */
  static void resnet18(int steps) {
    int batch = 16;
    TrainingWork work = TrainingWork.of("resnet18", batch);
    double[] seconds = new double[steps];
    boolean _ =
        Engine.instance()
            .onEngineThread(
                () -> {
                  for (int i = 0; i < steps; i++) {
                    long start = System.nanoTime();
                    double _ = work.step().run(work.examples(), 0.01);
                    seconds[i] = (System.nanoTime() - start) / 1e9;
                  }
                  return true;
                });
    print(batch, seconds);
  }

  private static void print(int images, double[] seconds) {
    double[] sorted = Arrays.stream(seconds).skip(1).sorted().toArray();
    System.out.printf(
        "first %.3f s; then best %,.1f images/s, median %,.1f images/s of %d%n",
        seconds[0], images / sorted[0], images / sorted[sorted.length / 2], sorted.length);
  }
}
