package fovea.app.explain;

import fovea.app.result.ResultNames;
import fovea.explain.feature.FeatureExtractor;
import fovea.explain.feature.FeatureMaps;
import fovea.explain.feature.Filters;
import fovea.explain.feature.Hierarchy;
import fovea.explain.feature.TopPredictions;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.FeatureLayer;
import fovea.explain.show.Bitmaps;
import fovea.explain.show.FeatureMapsFigure;
import fovea.explain.show.FiltersFigure;
import fovea.explain.show.HierarchyFigure;
import fovea.explain.show.TopPredictionsFigure;
import fovea.hub.Model;
import fovea.hub.Predictions;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Methods that show what a model says of a picture, and what its layers make of it. */
final class LayerMethods {
  private static final int TOP = 5;

  private LayerMethods() {}

  /** All of them. */
  static List<ExplainMethod> all() {
    return List.of(
        new ExplainMethod(
            "top-5",
            "the five likeliest classes, with bars",
            Set.of(MethodOptions.TRUTH),
            new Look.AtPictures(true, LayerMethods::top)),
        new ExplainMethod(
            "feature-maps",
            "the strongest maps of a layer, and what they lie on",
            Set.of(ExplainModel.LAYER, ExplainModel.VALUES, MethodOptions.MAPS),
            new Look.AtPictures(false, LayerMethods::maps)),
        new ExplainMethod(
            "hierarchy",
            "layers from the first to the last, each with its strongest maps",
            Set.of(),
            new Look.AtPictures(false, LayerMethods::hierarchy)),
        new ExplainMethod(
            "filters",
            "the weights of a convolution, by default the first",
            Set.of(ExplainModel.LAYER),
            new Look.AtModel(LayerMethods::filters)));
  }

  private static Look.PictureLook top(Workplace place) {
    Model model = place.model();
    Optional<ClassTarget> truth =
        place.options().truth().map(name -> ClassTarget.named(model, name));
    return picture -> {
      Predictions all = picture.picture().predictions();
      var first =
          new Predictions(
              all.kind(),
              all.predictions().subList(0, Math.min(TOP, all.predictions().size())),
              all.steps(),
              all.warnings());
      TopPredictions usual = new TopPredictions(first);
      TopPredictions shown =
          truth
              .map(target -> usual.truth(model.classes().indexOf(target.name()), target.name()))
              .orElse(usual);
      Figure figure =
          new TopPredictionsFigure(name(model), Bitmaps.of(picture.picture().shown()), shown)
              .figure();
      return new Finding("top-5", "top-5", "top-5", figure, new Finding.Details());
    };
  }

  private static Look.PictureLook maps(Workplace place) {
    FeatureLayer layer = place.layer();
    FeatureExtractor extractor = FeatureExtractor.of(place.subject(), List.of(layer));
    return picture -> {
      FeatureMaps maps = extractor.of(picture.input()).getFirst();
      var usual =
          new FeatureMapsFigure(name(place.model()), Bitmaps.of(picture.picture().shown()), maps);
      FeatureMapsFigure shown = place.options().maps().map(usual::count).orElse(usual);
      List<Figure> both = List.of(shown.overlay(), shown.figure());
      var details = new Finding.Details().layer(layer).map(maps.mean()).tile(shown::tile);
      return new Finding(
          "feature-maps",
          "feature-maps",
          "feature maps: " + layer.name(),
          Figures.column(0, both),
          maps.silent() == 0 ? details : details.note(silent(maps)));
    };
  }

  private static String silent(FeatureMaps maps) {
    return String.format(
        Locale.ROOT,
        "nothing in the picture makes %,d of %,d units respond",
        maps.silent(),
        maps.maps().size());
  }

  private static Look.PictureLook hierarchy(Workplace place) {
    return picture -> {
      var shown =
          new HierarchyFigure(
              name(place.model()),
              Bitmaps.of(picture.picture().shown()),
              Hierarchy.of(place.subject(), picture.input()));
      return new Finding(
          "hierarchy",
          "hierarchy",
          "from the first layer to the last",
          shown.figure(),
          new Finding.Details().tile(shown::tile));
    };
  }

  private static List<Finding> filters(Workplace place) {
    FeatureLayer layer =
        place.chosenLayer().orElseGet(() -> place.subject().layers().firstConvolution());
    Filters filters =
        Filters.of(place.subject(), layer).onBytes(place.model().preprocessing().values());
    Figure figure = new FiltersFigure(name(place.model()), filters).figure();
    return List.of(
        new Finding(
            "filters",
            "filters-" + ResultNames.part(filters.layer()),
            "filters: " + filters.layer(),
            figure,
            new Finding.Details().layer(layer)));
  }

  /** What titles call a model. */
  static String name(Model model) {
    return model.card().blueprint().name();
  }
}
