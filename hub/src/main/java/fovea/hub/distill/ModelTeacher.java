package fovea.hub.distill;

import fovea.data.Preprocessing;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import fovea.hub.PredictionKind;
import fovea.hub.likeness.ModelDifference;
import fovea.nn.Layer;
import fovea.train.distill.Teacher;
import fovea.zoo.ensemble.Ensemble;

/** Models of any kind as teachers. */
public final class ModelTeacher {

  private ModelTeacher() {}

  /**
   * A teacher for {@code student}. Of an ensemble, whatever its rule, the answers are the mean of
   * the members' softened probabilities. Both take pictures of the same size; what their bytes
   * become for each, and the border around them, may differ.
   *
   * @throws FoveaException if the model was not trained, does not tell classes apart, has other
   *     classes than the student, or takes pictures of another size
   */
  public static Teacher of(Model model, Model student) {
    model.requireTrained();
    if (model.kind() != PredictionKind.CLASSES) {
      throw unfit(
          model, "a teacher that tells two classes or more apart", "one of " + model.kind());
    }
    if (!model.classes().equals(student.classes())) {
      throw unfit(
          model,
          "a teacher of the classes of the data",
          ModelDifference.ofClasses(model, student.classes()));
    }
    Teacher teacher =
        switch (model.layer()) {
          case Ensemble ensemble -> Teacher.of(ensemble.members());
          case Layer single -> Teacher.of(single);
        };
    Preprocessing own = model.preprocessing();
    return own.equals(student.preprocessing())
        ? teacher
        : teacher.input(input(model, student.preprocessing()));
  }

  private static InputConversion input(Model model, Preprocessing student) {
    Preprocessing own = model.preprocessing();
    boolean isAlike =
        own.geometry().equals(student.geometry())
            && own.values().channels() == student.values().channels()
            && own.values().order() == student.values().order();
    if (!isAlike) {
      throw unfit(
          model,
          "a teacher that takes pictures as the network does",
          ModelDifference.ofPreprocessing(model, student));
    }
    return InputConversion.of(student, own);
  }

  private static FoveaException unfit(Model model, String expected, String found) {
    return FoveaException.at(
        model.source(),
        "expected " + expected + ", found " + found,
        "take one that was trained on these data");
  }
}
