package fovea.bench;

import fovea.data.BatchPrefetcher;
import fovea.data.DataLoader;
import fovea.data.DataSet;
import fovea.data.PictureSet;
import fovea.data.PreparedPictures;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.augment.pipeline.Augmentations;
import fovea.data.batch.Batch;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Framing;
import fovea.data.pixels.PictureShape;
import fovea.data.sets.Data;
import fovea.graph.Engine;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * What augmentation costs a training: the time of an epoch with it and without, in turn, and the
 * share of it that the engine waits for batches.
 */
final class Loading {
  private static final int LENET_BATCH = 64;
  private static final int RESNET_BATCH = 16;
  private static final int PHOTOS = 64;
  private static final double RATE = 0.01;

  private Loading() {}

  /** What an epoch took: wall time, waiting for batches, processor time of the process. */
  private record Cost(double seconds, double waiting, double cpu) {
    double share() {
      return waiting / seconds;
    }

    /** Of each number, its median. */
    static Cost median(List<Cost> costs) {
      return new Cost(
          median(costs.stream().map(Cost::seconds).toList()),
          median(costs.stream().map(Cost::waiting).toList()),
          median(costs.stream().map(Cost::cpu).toList()));
    }

    private static double median(List<Double> values) {
      return values.stream().sorted().toList().get(values.size() / 2);
    }
  }

  /**
   * Measures so many rounds with {@code engineThreads} of the engine: of LeNet-5 on Fashion-MNIST
   * with a shift, a rotation and elastic deformation, and of ResNet-18 on photos with random
   * resized crops, flips and jittered color.
   */
  static void run(int rounds, int engineThreads) {
    Engine.instance().setThreads(engineThreads);
    System.out.printf(
        "engine on %d of %d processors%n",
        engineThreads, Runtime.getRuntime().availableProcessors());
    lenet5(rounds, engineThreads);
    resnet18(rounds, engineThreads);
  }

  private static void lenet5(int rounds, int engineThreads) {
    PictureSet data = Data.fashionMnist(Split.TRAIN);
    PreparedPictures plain = data.prepared(Preprocessing.standardizing(data).padding(2));
    Augmentations changes =
        Augmentations.parse("random_crop:padding=2+rotate:degrees=15+elastic");
    compare(
        "LeNet-5, batch 64, Fashion-MNIST, " + changes,
        new Epochs(TrainingWork.of("lenet5", LENET_BATCH), engineThreads),
        List.of(loader(plain, LENET_BATCH), loader(plain.augments(changes), LENET_BATCH)),
        rounds);
  }

  private static void resnet18(int rounds, int engineThreads) {
    PreparedPictures plain = photos().prepared(Preprocessing.imagenet(224, 256));
    Augmentations changes =
        Augmentations.parse("random_resized_crop+horizontal_flip+color_jitter");
    compare(
        "ResNet-18, batch 16, photos of 224 × 224, " + changes,
        new Epochs(TrainingWork.of("resnet18", RESNET_BATCH), engineThreads),
        List.of(loader(plain, RESNET_BATCH), loader(plain.augments(changes), RESNET_BATCH)),
        rounds);
  }

  private static DataLoader loader(DataSet data, int batch) {
    return new DataLoader(data, batch).shuffle(1);
  }

  /** A network, and how its engine runs. */
  private record Epochs(TrainingWork work, int engineThreads) {}

  private static void compare(
      String title, Epochs epochs, List<DataLoader> loaders, int rounds) {
    System.out.println(title);
    try (BatchPrefetcher without = loaders.getFirst().open();
        BatchPrefetcher with = loaders.getLast().open()) {
      int threads = without.growBeside(epochs.engineThreads());
      int _ = with.growBeside(epochs.engineThreads());
      Cost _ = epoch(without, epochs.work(), 0);
      Cost _ = epoch(with, epochs.work(), 0);
      List<Cost> plain = new ArrayList<>();
      List<Cost> changed = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        plain.add(epoch(without, epochs.work(), round));
        changed.add(epoch(with, epochs.work(), round));
      }
      int pictures = loaders.getFirst().data().size();
      System.out.printf("  loader threads       %d%n", threads);
      print("without", Cost.median(plain), pictures);
      print("with", Cost.median(changed), pictures);
      System.out.printf(
          "  time with/without    %.3f%n",
          Cost.median(changed).seconds() / Cost.median(plain).seconds());
    }
  }

  private static void print(String name, Cost cost, int pictures) {
    System.out.printf(
        "  %-8s epoch %.3f s, %.1f core-µs a picture, waiting %.1f %%, engine busy %.1f %%%n",
        name,
        cost.seconds(),
        1e6 * cost.cpu() / pictures,
        100 * cost.share(),
        100 * (1 - cost.share()));
  }

  private static Cost epoch(BatchPrefetcher prefetcher, TrainingWork work, int epoch) {
    return Engine.instance().onEngineThread(() -> measure(prefetcher, work, epoch));
  }

  private static Cost measure(BatchPrefetcher prefetcher, TrainingWork work, int epoch) {
    long cpu = processTime();
    long start = System.nanoTime();
    long waiting = 0;
    var batches = prefetcher.epoch(epoch).iterator();
    while (batches.hasNext()) {
      long asked = System.nanoTime();
      Batch batch = batches.next();
      waiting += System.nanoTime() - asked;
      double _ = work.step().run(batch, RATE);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Cost(seconds, waiting / 1e9, (processTime() - cpu) / 1e9);
  }

  private static long processTime() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }
}
