package fovea.bench.toolbox;

import fovea.data.photo.PhotoFolder;
import fovea.data.photo.PhotoFolders;
import fovea.hub.ModelOptions;
import fovea.hub.Models;
import fovea.hub.WeightFit;
import fovea.hub.finetune.FineTune;
import fovea.hub.finetune.FineTuneChoice;
import fovea.hub.finetune.FineTuneResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What fine-tuning without options keeps, against the baseline whose head alone has learned, on
 * sets of photos and parts of them. The photos in {@code val} judge, and choose nothing.
 */
public final class FineTuneGain {

  private static final Path WEIGHTS =
      Path.of("pretrained/mobilenet_v2-imagenet/mobilenet_v2_1.0_224-imagenet.safetensors");
  private static final String NETWORK = "mobilenet_v2:padding=same";
  private static final double NANO = 1e-9;
  private static final double PERCENT = 100;

  private static final List<Material> MATERIALS =
      List.of(
          new Material("cats-dogs", 1),
          new Material("cats-dogs", 0.5),
          new Material("cats-dogs", 0.1),
          new Material("imagenette-subset", 1),
          new Material("imagenette-subset", 0.5));

  private FineTuneGain() {}

  /**
   * Photos.
   *
   * @param set name of their folder
   * @param share of the training photos of each class, drawn by the seed
   */
  private record Material(String set, double share) {

    PhotoFolders photos(Path data, long seed) {
      PhotoFolders all = PhotoFolders.of(data.resolve("transfer").resolve(set));
      PhotoFolder train =
          share < 1 ? all.train().stratifiedSplit(share, seed).first() : all.train();
      return new PhotoFolders(all.layout(), train, all.validation());
    }
  }

  /** One fine-tuning. */
  private record Run(int photos, FineTuneResult result, double seconds) {}

  /**
   * Fine-tunes and prints a row of a table in Markdown for each material, as soon as it is there.
   *
   * @param data folder with {@code pretrained} and {@code transfer}
   * @param seeds number of runs of each
   */
  public static void run(Path data, int seeds) {
    System.out.println(
        "| photos | training | baseline, % | mean | kept, % | mean | kept | seconds |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (Material material : MATERIALS) {
      List<Run> runs = new ArrayList<>();
      for (int seed = 1; seed <= seeds; seed++) {
        runs.add(run(data, material, seed));
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %s | %s | %s |%n",
          material.set(),
          runs.getFirst().photos(),
          figures(runs, run -> run.result().baseline().accuracy()),
          figures(runs, run -> run.result().accuracy()),
          runs.stream().map(FineTuneGain::kept).collect(Collectors.joining(", "))
              + " | "
              + runs.stream()
                  .map(run -> String.format(Locale.ROOT, "%.0f", run.seconds()))
                  .collect(Collectors.joining(", ")));
    }
  }

  private static Run run(Path data, Material material, long seed) {
    long start = System.nanoTime();
    PhotoFolders photos = material.photos(data, seed);
    var options = new ModelOptions().fit(WeightFit.BODY).architecture(NETWORK);
    String weights = data.resolve(WEIGHTS).toString();
    FineTuneResult result = FineTune.of(Models.load(weights, options)).on(photos).seed(seed).run();
    return new Run(photos.train().photos().size(), result, (System.nanoTime() - start) * NANO);
  }

  private static String figures(List<Run> runs, ToDoubleFunction<Run> figure) {
    String each =
        runs.stream()
            .map(run -> String.format(Locale.ROOT, "%.1f", PERCENT * figure.applyAsDouble(run)))
            .collect(Collectors.joining(", "));
    double mean = runs.stream().mapToDouble(figure).average().orElse(Double.NaN);
    return String.format(Locale.ROOT, "%s | %.2f", each, PERCENT * mean);
  }

  private static String kept(Run run) {
    return run.result()
        .choice()
        .map(FineTuneChoice::kept)
        .map(kept -> String.format(Locale.ROOT, "%.0f %%", PERCENT * kept.share()))
        .orElse("0 %");
  }
}
