package fovea.app.predict;

import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.pixels.PictureShape;
import fovea.format.JsonObject;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import fovea.hub.ModelEvaluator;
import fovea.train.tta.LargerPictures;
import fovea.train.tta.TestTimeAugment;
import java.util.Locale;

/**
 * The views of each picture that a model is asked about.
 *
 * @param augment makes them
 */
record PictureViews(TestTimeAugment augment, Model model) {

  /**
   * The pictures that views are made of: photos of another size, if the views are parts of them.
   */
  PictureSet load(Session session, TestPictures tested, PictureSet usual) {
    return augment.takesLarger() && tested.isPhotos()
        ? tested.load(session, model, LargerPictures.whole(model.preprocessing()))
        : usual;
  }

  /**
   * What asks.
   *
   * @throws UsageException if such views cannot be made of these pictures
   */
  ModelEvaluator evaluator(PictureSet pictures) {
    try {
      ModelEvaluator evaluator = ModelEvaluator.of(model, pictures, augment);
      count(evaluator);
      return evaluator;
    } catch (FoveaException e) {
      throw new UsageException("--tta", e);
    }
  }

  private int count(ModelEvaluator evaluator) {
    return augment
        .views(Tensor.full(seen(evaluator).batch(1), 0), model.preprocessing().input())
        .size();
  }

  private static PictureShape seen(ModelEvaluator evaluator) {
    return evaluator.batches().data().pictureInput().map(Preprocessing::input).orElseThrow();
  }

  /** What is reported of them. */
  JsonObject addTo(JsonObject json) {
    return json.with("tta", TestTimeAugment.codecs().text(augment));
  }

  /** What is averaged over which views, for people. */
  String describe(ModelEvaluator evaluator) {
    PictureShape seen = seen(evaluator);
    return String.format(
        Locale.ROOT,
        "test-time augmentation %s: the average of %s over %d views of each picture%s",
        TestTimeAugment.codecs().text(augment),
        switch (augment.average()) {
          case PROBABILITIES -> "probabilities";
          case LOGITS -> "logits";
        },
        count(evaluator),
        augment.takesLarger()
            ? String.format(Locale.ROOT, " of %d × %d pixels", seen.height(), seen.width())
            : "");
  }
}
