package fovea.app.train;

import fovea.app.console.ProgressBar;
import fovea.app.session.Session;
import fovea.hub.ModelEvaluator;
import fovea.train.Evaluator;
import fovea.train.metric.Evaluation;
import java.util.function.Function;

/** Evaluates a model with a progress bar. */
public final class EvaluatorBar {

  private EvaluatorBar() {}

  /**
   * Evaluates on all pictures.
   *
   * @param label of the bar
   */
  public static Evaluation run(Session session, String label, ModelEvaluator evaluator) {
    return show(session, label, evaluator.batches().data().size(), evaluator::run);
  }

  /**
   * What {@code evaluation} finds, which tells the watcher how many pictures it has done.
   *
   * @param label of the bar
   * @param n number of pictures
   */
  public static <E> E show(
      Session session, String label, long n, Function<Evaluator.Watcher, E> evaluation) {
    var work = new ProgressBar.Work(label, n, new ProgressBar.Items(n, "images"));
    try (var bar = new ProgressBar(session.terminal(), work)) {
      return evaluation.apply(
          (done, _) -> {
            bar.at(done, "");
            return true;
          });
    }
  }
}
