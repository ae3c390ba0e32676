package fovea.app.explain;

import fovea.app.explain.result.StepBar;
import fovea.app.predict.TestPictures;
import fovea.app.result.ResultNames;
import fovea.app.session.UsageException;
import fovea.explain.maximize.Maximization;
import fovea.explain.maximize.MaximizedInput;
import fovea.explain.maximize.Maximizer;
import fovea.explain.maximize.Objective;
import fovea.explain.network.ClassTarget;
import fovea.explain.parametrization.FixedMagnitude;
import fovea.explain.show.MaximizedFigure;
import fovea.explain.source.PictureSource;
import fovea.report.figure.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds pictures that drive units of a layer, or a class, most. */
final class MaximizeMethod {
  private MaximizeMethod() {}

  static ExplainMethod method() {
    return new ExplainMethod(
        "maximize",
        "pictures, made from noise, that drive units of a layer (--layer, --unit) or a class"
            + " (--class) most",
        Set.of(
            ExplainModel.LAYER,
            ExplainModel.CLASS,
            MaximizeOptions.UNIT,
            MaximizeOptions.SIZE,
            MaximizeOptions.MACO,
            ExplainModel.DATA,
            MaximizeOptions.REGULARIZE,
            MethodOptions.STEPS),
        new Look.AtModel(MaximizeMethod::look));
  }

  private static List<Finding> look(Workplace place) {
    Maximization settings = settings(place);
    List<Objective> objectives = objectives(place);
    Maximizer maximizer = Maximizer.of(place.model(), settings);
    try (StepBar bar = place.bar("maximize")) {
      return List.of(finding(place, bar.hear(() -> maximizer.run(objectives))));
    }
  }

  private static Maximization settings(Workplace place) {
    Maximization settings =
        place.units().settings(place.options().steps(), place.session().options().seed());
    Optional<TestPictures> data = place.material().data();
    if (data.isEmpty() || !place.units().maco()) {
      return settings;
    }
    try (StepBar bar = place.bar("spectrum")) {
      PictureSource pictures = TopPatchMethod.pictures(place, data.get());
      return settings.parametrization(new FixedMagnitude(DataSpectrum.of(pictures, place, bar)));
    }
  }

  private static List<Objective> objectives(Workplace place) {
    Optional<String> layer = place.asked().layer();
    if (layer.isEmpty()) {
      String name =
          place
              .asked()
              .target()
              .orElseThrow(
                  () ->
                      new UsageException(
                          ExplainModel.CLASS,
                          "maximize expects a class, or a layer and units, found none",
                          "name one, or use --layer and --unit"));
      if (!place.units().units().isEmpty()) {
        throw new UsageException(
            MaximizeOptions.UNIT, "expected --layer with it, found none", "name the layer");
      }
      return List.of(Objective.score(ClassTarget.named(place.model(), name)));
    }
    if (place.units().units().isEmpty()) {
      throw new UsageException(
          MaximizeOptions.UNIT,
          "maximize expects units of the layer " + layer.get() + ", found none",
          "name some, such as --unit 0,1,2,3");
    }
    String known = place.layer().name();
    return place.units().units().stream().map(unit -> Objective.channel(known, unit)).toList();
  }

  private static Finding finding(Workplace place, List<MaximizedInput> found) {
    Optional<String> layer = place.asked().layer();
    String what = layer.orElseGet(() -> place.asked().target().orElseThrow());
    String lead = LayerMethods.name(place.model()) + " · what drives it most";
    Figure figure = MaximizedFigure.sheet("maximize: " + what, lead, found);
    var details = new Finding.Details().tile(() -> new MaximizedFigure(found.getFirst()).tile());
    for (MaximizedInput input : found.stream().filter(MaximizedInput::isStuck).toList()) {
      String note =
          String.format(
              Locale.ROOT,
              "%s stays at %.3g whatever the picture: its activation is saturated or dead, so the"
                  + " picture says nothing; try another unit, or the layer before the activation",
              input.objective().title(),
              input.reached());
      place.session().say(note);
      details = details.note(note);
    }
    return new Finding(
        "maximize",
        "maximize-" + ResultNames.part(what),
        "maximize: " + what,
        figure,
        layer.isPresent() ? details.layer(place.layer()) : details);
  }
}
