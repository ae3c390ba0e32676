package fovea.bench.toolbox;

import fovea.data.DataLoader;
import fovea.data.Split;
import fovea.data.augment.geometric.HorizontalFlip;
import fovea.data.augment.geometric.RandomCrop;
import fovea.data.augment.pipeline.Augmentations;
import fovea.data.sets.Data;
import fovea.hub.Model;
import fovea.report.chart.ChartAxis;
import fovea.report.chart.LineChart;
import fovea.report.chart.Series;
import fovea.train.EpochReport;
import fovea.train.Trainer;
import fovea.train.TrainingResult;
import fovea.train.optim.Sgd;
import fovea.train.schedule.Schedule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;

/** ResNet-20 on CIFAR-10 with the augmentation of its paper (He et al. 2015), and without. */
public final class AugmentedCurves {
  private static final Augmentations PAPER =
      Augmentations.of(new RandomCrop(4), new HorizontalFlip());

  private final Size size;
  private final Material material;

  /** Sums of the test accuracies after each epoch, by arm. */
  private final SequencedMap<String, double[]> curves = new LinkedHashMap<>();

  private AugmentedCurves(Size size) {
    this.size = size;
    this.material =
        new Material(
            Data.cifar10(Split.TRAIN).first(size.pictures()),
            Data.cifar10(Split.TEST).first(size.pictures()));
  }

  /** Prints a table, and draws the mean test accuracies by epoch as a picture. */
  public static void run(Path picture, int epochs, int seeds, int pictures) {
    var comparison = new AugmentedCurves(new Size(epochs, seeds, pictures));
    comparison.experiment().run(seeds);
    comparison.chart(seeds).save(picture);
    System.out.println(picture);
  }

  private Experiment experiment() {
    return new Experiment(
        String.format(
            Locale.ROOT,
            "Test accuracy of ResNet-20 on %,d pictures of CIFAR-10, %d epochs",
            material.train().size(),
            size.epochs()),
        "%.2f %%",
        List.of(arm("no augmentation", Augmentations.NONE), arm("crop and flip", PAPER)));
  }

  private Arm arm(String name, Augmentations augmentation) {
    double[] sums = new double[size.epochs()];
    curves.put(name, sums);
    return new Arm(
        name,
        seed -> {
          TrainingResult fit = train(augmentation, seed);
          for (EpochReport report : fit.epochs()) {
            sums[report.epoch() - 1] += 100 * report.test().accuracy();
          }
          EpochReport last = fit.epochs().getLast();
          String note = String.format(Locale.ROOT, "training loss %.3f", last.train().loss());
          return new Arm.Figure(100 * last.test().accuracy(), note);
        });
  }

  private TrainingResult train(Augmentations augmentation, long seed) {
    Model model = material.model("cifar_resnet20", seed);
    var changing = material.train().prepared(model.preprocessing()).augments(augmentation);
    return Trainer.of(model.network())
        .optimizer(new Sgd(0.3).momentum(0.9).weightDecay(5e-4))
        .schedule(Schedule.oneCycle().cyclesMomentum(false))
        .epochs(size.epochs())
        .seed(seed)
        .fit(
            new DataLoader(changing, 128).shuffle(seed),
            new DataLoader(material.test(), model.preprocessing(), 500));
  }

  private LineChart chart(int seeds) {
    double[] epochs = DoubleStream.iterate(1, n -> n + 1).limit(size.epochs()).toArray();
    Series[] series =
        curves.entrySet().stream()
            .map(curve -> Series.of(curve.getKey(), epochs, means(curve.getValue(), seeds)))
            .toArray(Series[]::new);
    return new LineChart(
        new ChartAxis("epoch"), new ChartAxis("test accuracy, % (mean of the seeds)"), series);
  }

  private static double[] means(double[] sums, int seeds) {
    return DoubleStream.of(sums).map(sum -> sum / seeds).toArray();
  }
}
