package fovea.app.explain;

import fovea.app.explain.result.StepBar;
import fovea.app.predict.TestPictures;
import fovea.data.PictureSet;
import fovea.explain.attribution.Attributions.Measure;
import fovea.explain.evaluation.ModelEvaluation;
import fovea.report.figure.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows which classes a model takes for which, where it fails, and how far it can be trusted. */
final class EvaluationMethod {

  private EvaluationMethod() {}

  static ExplainMethod method() {
    return new ExplainMethod(
        "evaluation",
        "which classes are confused, with pictures; worst errors, least sure answers, calibration",
        Set.of(ExplainModel.DATA),
        new Look.AtData(EvaluationMethod::look));
  }

  private static List<Finding> look(Workplace place, TestPictures data) {
    PictureSet pictures = data.load(place.session(), place.model());
    try (StepBar bar = place.bar("evaluating")) {
      ModelEvaluation evaluation =
          ModelEvaluation.of(
              place.model(),
              pictures,
              (done, all) -> {
                bar.at(done, all);
                return true;
              });
      List<Finding> findings = new ArrayList<>();
      for (Map.Entry<String, Figure> figure : evaluation.figures().entrySet()) {
        var details =
            findings.isEmpty()
                ? new Finding.Details()
                    .measures(measures(evaluation))
                    .page(new Finding.Document("evaluation", evaluation::page))
                : new Finding.Details();
        findings.add(
            new Finding(
                "evaluation",
                "evaluation-" + figure.getKey(),
                figure.getKey().replace('-', ' '),
                figure.getValue(),
                details));
      }
      return findings;
    }
  }

  private static List<Measure> measures(ModelEvaluation evaluation) {
    return List.of(
        new Measure("accuracy", evaluation.accuracy()),
        new Measure("top-5 accuracy", evaluation.top5()),
        new Measure("calibration error", evaluation.calibration().expectedError()));
  }
}
