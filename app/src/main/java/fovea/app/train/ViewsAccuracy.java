package fovea.app.train;

import fovea.app.console.Quantity;
import fovea.app.session.Session;
import fovea.data.PictureSet;
import fovea.graph.type.Precision;
import fovea.hub.Model;
import fovea.hub.ModelEvaluator;
import fovea.train.tta.TestTimeAugment;

/**
 * The accuracy by test-time augmentation, beside the plain one.
 *
 * @param accuracy share of test pictures
 * @param views over which answers are averaged, as users type them
 */
record ViewsAccuracy(double accuracy, String views) {

  /** A model, pictures to test it on, their views, and what to compute in. */
  record Test(Model model, PictureSet pictures, TestTimeAugment views, Precision precision) {}

  static ViewsAccuracy of(Session session, Test test) {
    ModelEvaluator evaluator =
        ModelEvaluator.of(test.model(), test.pictures(), test.views()).precision(test.precision());
    return new ViewsAccuracy(
        EvaluatorBar.run(session, "views", evaluator).accuracy(),
        TestTimeAugment.codecs().text(test.views()));
  }

  @Override
  public String toString() {
    return "%s (%s)".formatted(Quantity.percent(accuracy), views);
  }
}
