package fovea.explain.evaluation;

import fovea.data.PictureSet;
import fovea.data.photo.PhotoSet;
import fovea.hub.Model;
import fovea.hub.PredictionKind;
import fovea.report.page.Section;
import fovea.train.Evaluator;
import java.util.List;
import java.util.SequencedMap;

/** What a model says of every picture of a data set, as parts of a page. */
public sealed interface PageEvaluation permits ModelEvaluation, LabelEvaluation, NumberEvaluation {

  /**
   * Evaluates a model on pictures: by their classes, or by the labels or numbers that a table has
   * given them.
   *
   * @throws fovea.graph.type.FoveaException if they have other classes, labels or numbers than the
   *     model
   */
  static PageEvaluation of(Model model, PictureSet pictures, Evaluator.Watcher watcher) {
    return pictures instanceof PhotoSet photos && photos.hasTargets()
        ? of(model, photos, watcher)
        : ModelEvaluation.of(model, pictures, watcher);
  }

  private static PageEvaluation of(Model model, PhotoSet photos, Evaluator.Watcher watcher) {
    TargetAnswers answers = TargetAnswers.of(model, photos, watcher);
    return model.kind() == PredictionKind.REGRESSION
        ? new NumberEvaluation(answers)
        : new LabelEvaluation(answers);
  }

  /** The model. */
  Model model();

  /** The data set. */
  PictureSet pictures();

  /** How well the model does, by the name of the measure, such as {@code accuracy}. */
  SequencedMap<String, Double> measures();

  /** All of it as parts of a page, the summary first. */
  List<Section> sections(EvaluationView view);
}
