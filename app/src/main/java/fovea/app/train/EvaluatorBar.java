package fovea.app.train;

import fovea.app.console.ProgressBar;
import fovea.app.session.Session;
import fovea.hub.ModelEvaluator;
import fovea.train.metric.Evaluation;

/** Evaluates a model with a progress bar. */
public final class EvaluatorBar {

  private EvaluatorBar() {}

  /**
   * Evaluates on all pictures.
   *
   * @param label of the bar
   */
  public static Evaluation run(Session session, String label, ModelEvaluator evaluator) {
    long n = evaluator.batches().data().size();
    var work = new ProgressBar.Work(label, n, new ProgressBar.Items(n, "images"));
    try (var bar = new ProgressBar(session.terminal(), work)) {
      return evaluator.run(
          (done, _) -> {
            bar.at(done, "");
            return true;
          });
    }
  }
}
