package fovea.app.explain;

import fovea.explain.Explanation;
import java.util.List;
import java.util.Optional;

/** What a method of attribution has found, ready to be shown. */
final class AttributionFinding {

  private AttributionFinding() {}

  static Finding of(Explanation explanation) {
    String method = explanation.method().name();
    List<String> notes =
        explanation.hasEvidence() ? List.of() : List.of("nothing speaks for the class here");
    var details =
        new Finding.Details(
            explanation.layer(),
            explanation.measures(),
            notes,
            Optional.of(explanation.map()),
            Optional.of(explanation::tile),
            Optional.empty());
    String title = explanation.picture().name() + " by " + method;
    return new Finding(method, method, title, explanation.figure(), details);
  }
}
