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
import fovea.data.photo.PhotoFolder;
import fovea.data.sets.Data;
import fovea.graph.Engine;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What augmentation costs a training: the time of an epoch with it and without, in turn, and the
 * share of it that the engine waits for batches.
 */
final class Loading {
  private static final int LENET_BATCH = 64;
  private static final int RESNET_BATCH = 16;
  private static final int PHOTOS = 128;
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
          middle(costs.stream().map(Cost::seconds).toList()),
          middle(costs.stream().map(Cost::waiting).toList()),
          middle(costs.stream().map(Cost::cpu).toList()));
    }

    private static double middle(List<Double> values) {
      return values.stream().sorted().toList().get(values.size() / 2);
    }
  }

  /**
   * What is measured.
   *
   * @param folder with a sub-folder of photos for each class
   * @param rounds of which medians are printed
   * @param engineThreads of the engine
   */
  record Setting(Path folder, int rounds, int engineThreads) {}

  /**
   * Measures with a fixed number of the engine's threads LeNet-5 on Fashion-MNIST with shift,
   * rotation and elastic deformation, and ResNet-18 on photos with random resized crops, flips and
   * jittered color.
   */
  static void run(Setting setting) {
    Engine.instance().setThreads(setting.engineThreads());
    System.out.printf(
        "engine on %d of %d processors%n",
        setting.engineThreads(), Runtime.getRuntime().availableProcessors());
    lenet5(setting);
    resnet18(setting);
  }

  private static Augmentations changes(String text) {
    return new Augmentations(Augmentations.codecs().parseAll(text));
  }

  private static void lenet5(Setting setting) {
    PictureSet data = Data.fashionMnist(Split.TRAIN);
    PreparedPictures plain = data.prepared(Preprocessing.standardizing(data).padding(2));
    Augmentations changes = changes("translate+rotate+elastic");
    System.out.println("LeNet-5, batch 64, Fashion-MNIST, " + changes);
    compare(
        setting,
        TrainingWork.of("lenet5", LENET_BATCH),
        loader(plain, LENET_BATCH),
        loader(plain.augments(changes), LENET_BATCH));
  }

  private static void resnet18(Setting setting) {
    Preprocessing preprocessing = Preprocessing.imagenet(224, 256);
    PictureSet photos = PhotoFolder.scan(setting.folder()).loadWhole(preprocessing, (_, _) -> {});
    PreparedPictures plain = photos.first(PHOTOS).prepared(preprocessing);
    Augmentations changes = changes("random_resized_crop+horizontal_flip+color_jitter");
    System.out.printf("ResNet-18, batch 16, %d photos, %s%n", plain.size(), changes);
    compare(
        setting,
        TrainingWork.of("resnet18", RESNET_BATCH),
        loader(plain, RESNET_BATCH),
        loader(plain.augments(changes), RESNET_BATCH));
  }

  private static DataLoader loader(DataSet data, int batch) {
    return new DataLoader(data, batch).shuffle(1);
  }

  private static void compare(
      Setting setting, TrainingWork work, DataLoader plainLoader, DataLoader changedLoader) {
    try (BatchPrefetcher without = plainLoader.open();
        BatchPrefetcher with = changedLoader.open()) {
      int threads = without.growBeside(setting.engineThreads());
      int _ = with.growBeside(setting.engineThreads());
      Cost _ = epoch(without, work, 0);
      Cost _ = epoch(with, work, 0);
      List<Cost> plain = new ArrayList<>();
      List<Cost> changed = new ArrayList<>();
      for (int round = 1; round <= setting.rounds(); round++) {
        plain.add(epoch(without, work, round));
        changed.add(epoch(with, work, round));
      }
      int pictures = plainLoader.data().size();
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
