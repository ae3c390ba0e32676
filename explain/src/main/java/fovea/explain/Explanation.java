package fovea.explain;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Heatmap;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.FeatureLayer;
import fovea.explain.show.AttributionFigure;
import fovea.explain.show.AttributionTexts;
import fovea.explain.show.Bitmaps;
import fovea.report.figure.Figure;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a method has found in one picture.
 *
 * @param model name of the network
 * @param picture that was explained
 * @param target the class that was asked about
 * @param method that was used
 * @param layer that was looked at; empty where it is the picture itself
 * @param found the numbers, of this picture alone
 */
public record Explanation(
    String model,
    ExplainedPicture picture,
    ClassTarget target,
    Attribution method,
    Optional<FeatureLayer> layer,
    Attributions found) {

  /** One number for each place, of the size of the layer or of the picture. */
  public Heatmap map() {
    return found.map(0, method.reading());
  }

  /** How far the map can be trusted, as far as the method knows. */
  public List<Attributions.Measure> measures() {
    return found.measures().getFirst();
  }

  /**
   * The picture, the map, and both over each other, with a title and a color bar; that nothing
   * speaks for the class is said.
   */
  public Figure figure() {
    return drawing().figure();
  }

  /** The map over the picture alone, for sheets of many. */
  public Figure tile() {
    return drawing().tile();
  }

  /** The map over the picture alone, small, in a square of that side, for many on a page. */
  public Figure thumbnail(double side) {
    return drawing().thumbnail(side);
  }

  /**
   * Writes the {@link #figure}.
   *
   * @param file ending in {@code .png} or {@code .svg}; it is replaced if it exists
   * @throws fovea.report.picture.ReportException if it has another ending, or cannot be written
   */
  public void save(Path file) {
    figure().save(file);
  }

  private AttributionFigure drawing() {
    String place = layer.map(FeatureLayer::toString).orElse("at the pixels") + " · " + model;
    var texts = new AttributionTexts(method.name(), question(), place, measures());
    return AttributionFigure.of(Bitmaps.of(picture.shown()), found, method.reading(), texts)
        .order(picture.order());
  }

  private String question() {
    return method.usesClass()
        ? String.format(Locale.ROOT, "%s %.1f %%", target.name(), 100 * picture.probability(target))
        : "any class";
  }

  /** Whether anything speaks for the class. */
  public boolean hasEvidence() {
    return map().hasPositive();
  }
}
