package fovea.hub;

import fovea.graph.type.FoveaException;
import fovea.hub.task.PictureTask;
import fovea.train.predict.Predictor.ClassProbability;
import fovea.train.task.TaskKind;
import java.util.List;
import java.util.Locale;

/**
 * Gives the predictions of a model their names.
 *
 * @param source of the model, for errors
 * @param task whose predictions they are
 * @param names of the classes or labels
 */
record PredictionNames(String source, PictureTask task, List<String> names) {

  /** How many of the likeliest classes or labels must be known to name {@code k} of them. */
  static int needed(int k) {
    return Math.max(k, 2); // one alone would look like the only number of a network of two classes
  }

  /** The first {@code k} of {@code top}, which are as many as are {@linkplain #needed needed}. */
  Predictions of(List<ClassProbability> top, int k, PictureInput.Report report) {
    if (task.isBinary(top.size())) {
      double second = top.getFirst().probability();
      var predictions =
          List.of(new ClassProbability(0, 1 - second), new ClassProbability(1, second));
      var sorted = second > 0.5 ? predictions.reversed() : predictions;
      return predictions(PredictionKind.BINARY, sorted, k, report);
    }
    PredictionKind kind =
        task.kind() == TaskKind.LABELS ? PredictionKind.MULTI_LABEL : PredictionKind.CLASSES;
    return predictions(kind, top, k, report);
  }

  private Predictions predictions(
      PredictionKind kind, List<ClassProbability> top, int k, PictureInput.Report report) {
    return new Predictions(
        kind, top.stream().limit(k).map(this::named).toList(), report.steps(), report.warnings());
  }

  private Prediction named(ClassProbability prediction) {
    int index = prediction.index();
    if (names.isEmpty() && task.kind() == TaskKind.LABELS) {
      return new Prediction("class " + index, index, prediction.probability());
    }
    if (index >= names.size()) {
      throw FoveaException.at(
          source,
          String.format(
              Locale.ROOT, "expected a name for class %d, found %d names", index, names.size()),
          "load the model with the labels of all classes");
    }
    return new Prediction(names.get(index), index, prediction.probability());
  }
}
