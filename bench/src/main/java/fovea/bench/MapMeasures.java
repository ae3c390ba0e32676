package fovea.bench;

import fovea.bench.compare.CommandLineException;
import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributor;
import fovea.explain.attribution.Deconvnet;
import fovea.explain.attribution.Gradient;
import fovea.explain.attribution.GradientTimesInput;
import fovea.explain.attribution.GuidedBackprop;
import fovea.explain.attribution.Heatmap;
import fovea.explain.attribution.IntegratedGradients;
import fovea.explain.attribution.SmoothGrad;
import fovea.explain.cam.Cam;
import fovea.explain.cam.EigenCam;
import fovea.explain.cam.GradCam;
import fovea.explain.cam.GradCamPlusPlus;
import fovea.explain.cam.HiResCam;
import fovea.explain.cam.LayerCam;
import fovea.explain.cam.ScoreCam;
import fovea.explain.measure.CenterMap;
import fovea.explain.measure.GridPointingGame;
import fovea.explain.measure.PixelCurves;
import fovea.explain.measure.PointingGrids;
import fovea.explain.measure.PointingScore;
import fovea.explain.measure.RandomMap;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.occlusion.Occlusion;
import fovea.explain.occlusion.Rise;
import fovea.explain.relevance.Lrp;
import fovea.graph.type.HostBuffer;
import fovea.hub.Model;
import fovea.hub.ModelOptions;
import fovea.hub.Models;
import fovea.hub.PictureInput;
import fovea.hub.Prediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far the maps of all methods point at the right thing: the grid pointing game, deletion and
 * insertion, as a table in Markdown.
 */
final class MapMeasures {
  /** Photos for deletion and insertion, those that come first in the order of their names. */
  private static final int PHOTOS = 25;

  /** One of so many grids for methods that apply the network often. */
  private static final int OFTEN = 5;

  /** One of so many grids for methods that apply the network hundreds of times. */
  private static final int VERY_OFTEN = 10;

  private MapMeasures() {}

  /**
   * A method in the table.
   *
   * @param part one of how many grids it is measured on
   */
  private record Row(Attribution method, int part) {}

  /** A photo and the class that the network predicts for it. */
  private record Photo(HostBuffer input, ClassTarget target) {}

  /**
   * What is measured.
   *
   * @param weights a file
   * @param network the weights are of
   * @param folder with photos
   * @param grids number of grids
   */
  record Setting(Path weights, String network, Path folder, int grids) {}

  /** Prints the table of the methods of these names, or of all if there are none. */
  static void run(Setting setting, List<String> methods) {
    List<Row> rows = rows(methods);
    int grids = setting.grids;
    Model model = Models.load(setting.weights, new ModelOptions().architecture(setting.network));
    List<PictureInput> pictures = pictures(setting.folder);
    PointingGrids drawn = new GridPointingGame().grids(grids).on(model, pictures);
    ExplainedNetwork subject = ExplainedNetwork.of(model);
    List<Photo> photos =
        pictures.stream().limit(PHOTOS).map(picture -> photo(model, picture)).toList();
    System.out.println(
        "| method | share in the right quarter | more than half there | grids | deletion | insertion |");
    System.out.println("|---|---|---|---|---|---|");
    for (Row row : rows) {
      PointingScore score = drawn.first(Math.max(1, grids / row.part)).play(row.method);
      double[] areas = areas(subject, row.method, photos);
      System.out.printf(
          "| %s | %.2f | %.0f %% | %d | %.3f | %.3f |%n",
          row.method.name(),
          score.mean(),
          100 * score.majorities(),
          score.shares().size(),
          areas[0],
          areas[1]);
    }
  }

  private static List<Row> rows(List<String> methods) {
    List<Row> all = all();
    List<String> known = all.stream().map(row -> row.method.name()).toList();
    for (String name : methods) {
      if (!known.contains(name)) {
        throw new CommandLineException(
            "maps: expected one of " + String.join(", ", known) + ", found " + name);
      }
    }
    return all.stream()
        .filter(row -> methods.isEmpty() || methods.contains(row.method.name()))
        .toList();
  }

  private static List<Row> all() {
    return List.of(
        new Row(new RandomMap(), 1),
        new Row(new CenterMap(), 1),
        new Row(new Cam(), 1),
        new Row(new GradCam(), 1),
        new Row(new GradCamPlusPlus(), 1),
        new Row(new HiResCam(), 1),
        new Row(new LayerCam(), 1),
        new Row(new EigenCam(), 1),
        new Row(new Gradient(), 1),
        new Row(new GradientTimesInput(), 1),
        new Row(new GuidedBackprop(), 1),
        new Row(new Deconvnet(), 1),
        new Row(Lrp.composite(), 1),
        new Row(Lrp.epsilon(), 1),
        new Row(Lrp.gamma(), 1),
        new Row(Lrp.zPlus(), 1),
        new Row(new Occlusion(), OFTEN),
        new Row(new IntegratedGradients().steps(32), OFTEN),
        new Row(new SmoothGrad().samples(32), OFTEN),
        new Row(new ScoreCam().channels(256), VERY_OFTEN),
        new Row(new Rise().masks(1000), VERY_OFTEN));
  }

  private static List<PictureInput> pictures(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new CommandLineException(folder + ": expected a folder with JPEG files");
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jpg"))
          .sorted()
          .map(PictureInput::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Photo photo(Model model, PictureInput picture) {
    var prepared = model.prepare(List.of(picture));
    Prediction best = model.classify(prepared, 1).getFirst().best();
    return new Photo(prepared.input(), ClassTarget.of(model, best.index()));
  }

  /** Means of the areas under the curves of deletion and insertion. */
  private static double[] areas(ExplainedNetwork subject, Attribution method, List<Photo> photos) {
    Attributor attributor = method.on(subject);
    PixelCurves curves = new PixelCurves(subject);
    List<Double> deleted = new ArrayList<>();
    List<Double> inserted = new ArrayList<>();
    for (Photo photo : photos) {
      var targets = ClassTarget.weights(subject, List.of(photo.target));
      Heatmap map = attributor.of(photo.input, targets).map(0, method.reading());
      deleted.add(curves.deletion(photo.input, map, photo.target).area());
      inserted.add(curves.insertion(photo.input, map, photo.target).area());
    }
    return new double[] {mean(deleted), mean(inserted)};
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
