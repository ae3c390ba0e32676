package fovea.app.explain;

import fovea.explain.attribution.Attributions.Measure;
import fovea.explain.attribution.Heatmap;
import fovea.explain.network.FeatureLayer;
import fovea.explain.trust.MapTrust;
import fovea.report.figure.Figure;
import fovea.report.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a method has found, ready to be shown.
 *
 * @param method name of it
 * @param file what the name of its file ends with, without the ending
 * @param title for people
 * @param figure that shows it
 * @param details what else is known
 */
record Finding(String method, String file, String title, Figure figure, Details details) {
  private static final String RANDOMIZED = "correlation with random weights";
  private static final String OCCLUSION = "correlation with occlusion";

  /** The same with how far its map can be trusted, in words and figures. */
  Finding trust(MapTrust trust) {
    List<Measure> more = new ArrayList<>(details.measures());
    trust.randomized().ifPresent(value -> more.add(new Measure(RANDOMIZED, value)));
    trust.occlusion().ifPresent(value -> more.add(new Measure(OCCLUSION, value)));
    return new Finding(method, file, title, figure, details.measures(more).note(trust.line()));
  }

  /**
   * What is known beside it.
   *
   * @param layer that was looked at
   * @param measures how far it can be trusted
   * @param notes a clause each
   * @param map its numbers
   * @param tile makes a small form of the figure
   * @param table its numbers as comma-separated text
   * @param page that says more
   */
  record Details(
      Optional<FeatureLayer> layer,
      List<Measure> measures,
      List<String> notes,
      Optional<Heatmap> map,
      Optional<Supplier<Figure>> tile,
      Optional<String> table,
      Optional<Document> page) {

    Details {
      measures = List.copyOf(measures);
      notes = List.copyOf(notes);
    }

    /** Nothing. */
    Details() {
      this(
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    /** The same about a layer. */
    Details layer(FeatureLayer layer) {
      return new Details(Optional.of(layer), measures, notes, map, tile, table, page);
    }

    /** The same with what is known of its trust. */
    Details measures(List<Measure> measures) {
      return new Details(layer, measures, notes, map, tile, table, page);
    }

    /** The same with one more clause for people. */
    Details note(String note) {
      List<String> more = Stream.concat(notes.stream(), Stream.of(note)).toList();
      return new Details(layer, measures, more, map, tile, table, page);
    }

    /** The same with numbers. */
    Details map(Heatmap map) {
      return new Details(layer, measures, notes, Optional.of(map), tile, table, page);
    }

    /** The same with a small form. */
    Details tile(Supplier<Figure> tile) {
      return new Details(layer, measures, notes, map, Optional.of(tile), table, page);
    }

    /** The same with comma-separated text. */
    Details table(String table) {
      return new Details(layer, measures, notes, map, tile, Optional.of(table), page);
    }

    /** The same with a page. */
    Details page(Document page) {
      return new Details(layer, measures, notes, map, tile, table, Optional.of(page));
    }
  }

  /**
   * A page of its own.
   *
   * @param file what the name of its file ends with, without the ending
   * @param page makes it
   */
  record Document(String file, Supplier<Page> page) {}
}
