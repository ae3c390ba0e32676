package fovea.hub;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.graph.Plan;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Precision;
import fovea.graph.type.TensorType;
import fovea.hub.task.PictureTask;
import fovea.nn.Network;
import fovea.train.Evaluator;
import fovea.train.metric.Evaluation;
import fovea.train.tta.AveragedViews;
import fovea.train.tta.LargerPictures;
import fovea.train.tta.TestTimeAugment;
import java.util.List;

/**
 * Measures a model on pictures whose classes are known: loss, accuracy, and which classes it takes
 * for which; of several labels, the likeliest counts. The device and, unless {@link #precision}
 * names one, the precision are the current ones.
 */
public final class ModelEvaluator {
  private final DataLoader batches;
  private final TensorType first;
  private final Evaluator evaluator;

  private ModelEvaluator(DataLoader batches, TensorType first, Evaluator evaluator) {
    this.batches = batches;
    this.first = first;
    this.evaluator = evaluator;
  }

  /**
   * An evaluator of {@code model}, whose preprocessing the pictures get.
   *
   * @throws FoveaException if the network gives no scores of classes or labels, the pictures have
   *     other classes than the model, or a part of it was neither loaded nor trained
   * @throws fovea.data.pixels.DataException if they do not fit its preprocessing, or there are none
   */
  public static ModelEvaluator of(Model model, PictureSet pictures) {
    return of(model, pictures, model.preprocessing(), model.network());
  }

  /**
   * An evaluator that asks about several views of each picture. Views that are parts of larger
   * pictures get pictures of the model's size with a black border, and of larger ones, such as
   * {@link LargerPictures#whole} makes of photos, all there is.
   *
   * @throws FoveaException as {@link #of(Model, PictureSet)}, or if the network has several inputs
   *     or outputs
   * @throws fovea.data.pixels.DataException as {@link #of(Model, PictureSet)}
   */
  public static ModelEvaluator of(Model model, PictureSet pictures, TestTimeAugment augment) {
    Preprocessing usual = model.preprocessing();
    var averaged =
        new AveragedViews(model.layer(), augment, usual.input())
            .kind(PictureTask.of(model.card()).kind());
    return of(model, pictures, seen(usual, pictures, augment), averaged);
  }

  private static Preprocessing seen(
      Preprocessing usual, PictureSet pictures, TestTimeAugment augment) {
    if (!augment.takesLarger()) {
      return usual;
    }
    return pictures.shape().equals(usual.picture())
        ? LargerPictures.bordered(usual)
        : LargerPictures.whole(usual);
  }

  private static ModelEvaluator of(
      Model model, PictureSet pictures, Preprocessing preprocessing, Network network) {
    model.requireTrained();
    model.requireScores();
    if (!model.classes().equals(pictures.classes())) {
      throw FoveaException.at(
          "",
          "expected the classes of the model (%s), found those of %s (%s)"
              .formatted(few(model.classes()), pictures.name(), few(pictures.classes())),
          "choose data with the same classes");
    }
    DataLoader batches = InferenceBatchSize.batches(pictures, preprocessing);
    return new ModelEvaluator(
        batches,
        preprocessing.input().batch(Math.min(batches.batchSize(), pictures.size())),
        Evaluator.of(network, PictureTask.of(model.card())));
  }

  /** The same evaluator, computing in {@code precision}. */
  public ModelEvaluator precision(Precision precision) {
    return new ModelEvaluator(batches, first, evaluator.precision(precision));
  }

  /** The pictures as the network takes them, in their order. */
  public DataLoader batches() {
    return batches;
  }

  /** The plan for the first batch, to be looked at. */
  public Plan plan() {
    return evaluator.plan(first);
  }

  /**
   * Evaluates.
   *
   * @throws FoveaException if the network gives no finite numbers for a picture
   */
  public Evaluation run() {
    return evaluator.run(batches);
  }

  /** Evaluates for as long as {@code watcher} lets it; see {@link #run()}. */
  public Evaluation run(Evaluator.Watcher watcher) {
    return evaluator.run(batches, watcher);
  }

  private static String few(List<String> classes) {
    int shown = 3;
    String first = String.join(", ", classes.subList(0, Math.min(shown, classes.size())));
    return classes.size() > shown ? first + " …" : first;
  }
}
