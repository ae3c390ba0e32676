package fovea.app.explain;

import fovea.app.console.Quantity;
import fovea.explain.Explanation;
import fovea.explain.show.AttributionFigure;
import fovea.explain.show.AttributionTexts;
import fovea.explain.show.Bitmaps;
import fovea.hub.Model;
import java.util.List;
import java.util.Optional;

/** What a method of attribution has found, ready to be shown. */
final class AttributionFinding {

  private AttributionFinding() {}

  static Finding of(Model model, Explanation explanation) {
    String method = explanation.method().name();
    String target =
        explanation.method().usesClass()
            ? explanation.target().name()
                + " "
                + Quantity.share(explanation.picture().probability(explanation.target()))
            : "any class";
    String place =
        explanation.layer().map(Object::toString).orElse("at the pixels")
            + " · "
            + explanation.model();
    var texts = new AttributionTexts(method, target, place, explanation.measures());
    var figure =
        AttributionFigure.of(
            Bitmaps.of(explanation.picture().shown()),
            explanation.found(),
            explanation.method().reading(),
            texts)
            .order(model.preprocessing().values().order());
    List<String> notes =
        explanation.hasEvidence() ? List.of() : List.of("nothing speaks for the class here");
    var details =
        new Finding.Details(
            explanation.layer(),
            explanation.measures(),
            notes,
            Optional.of(explanation.map()),
            Optional.of(figure.tile()),
            Optional.empty());
    return new Finding(method, method, method + ": " + target, figure.figure(), details);
  }
}
