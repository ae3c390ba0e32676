package fovea.app.explain;

import fovea.explain.Explanation;

/** What a method of attribution has found, ready to be shown. */
final class AttributionFinding {

  private AttributionFinding() {}

  static Finding of(Explanation explanation) {
    String method = explanation.method().name();
    var found =
        new Finding.Details()
            .measures(explanation.measures())
            .map(explanation.map())
            .tile(explanation::tile);
    var placed = explanation.layer().map(found::layer).orElse(found);
    var details =
        explanation.hasEvidence() ? placed : placed.note("nothing speaks for the class here");
    String title = explanation.picture().name() + " by " + method;
    return new Finding(method, method, title, explanation.figure(), details);
  }
}
