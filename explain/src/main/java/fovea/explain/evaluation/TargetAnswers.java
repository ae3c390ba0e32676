package fovea.explain.evaluation;

import fovea.data.BatchPrefetcher;
import fovea.data.DataLoader;
import fovea.data.PreparedPictures;
import fovea.data.batch.Batch;
import fovea.data.photo.PhotoSet;
import fovea.graph.type.FoveaException;
import fovea.hub.InferenceBatchSize;
import fovea.hub.Model;
import fovea.train.Evaluator;
import fovea.train.predict.Predictor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * What a model gives for each photo of a table: probabilities of labels, or numbers.
 *
 * @param model that was asked
 * @param photos that it was asked about
 * @param rows one for each photo, in their order
 */
record TargetAnswers(Model model, PhotoSet photos, List<Row> rows) {

  /** Copies the list. */
  TargetAnswers {
    rows = List.copyOf(rows);
  }

  /**
   * A photo.
   *
   * @param photo its index
   * @param target what the table says
   * @param output what the model says
   */
  record Row(int photo, List<Float> target, List<Float> output) {

    /** Copies the lists. */
    Row {
      target = List.copyOf(target);
      output = List.copyOf(output);
    }

    /** How far a number is from what it should be. */
    double error(int number) {
      return output.get(number) - target.get(number);
    }
  }

  /**
   * Asks a model about photos, or about the first of them if {@code watcher} ends it.
   *
   * @throws FoveaException if it gives another number of labels or numbers than the photos have
   */
  static TargetAnswers of(Model model, PhotoSet photos, Evaluator.Watcher watcher) {
    model.requireTrained();
    List<List<Float>> targets = photos.targets();
    int names = model.classes().size();
    if (targets.getFirst().size() != names) {
      throw FoveaException.at(
          photos.name(),
          String.format(
              Locale.ROOT,
              "expected %d targets of each photo as the model gives (%s), found %d",
              names,
              String.join(", ", model.classes()),
              targets.getFirst().size()),
          "use a table of the same targets");
    }
    var loader =
        new DataLoader(
            photos, model.preprocessing(), InferenceBatchSize.of(model.preprocessing().input()));
    Predictor predictor = model.predictor();
    List<Row> rows = new ArrayList<>();
    try (BatchPrefetcher prefetcher = loader.open()) {
      for (Batch batch : prefetcher.epoch(0)) {
        float[] outputs =
            predictor
                .probabilities(Objects.requireNonNull(batch.inputs().get(PreparedPictures.IMAGE)))
                .floats();
        for (int i = 0; i < batch.size(); i++) {
          List<Float> output = new ArrayList<>();
          for (int j = 0; j < names; j++) {
            output.add(outputs[i * names + j]);
          }
          rows.add(new Row(rows.size(), targets.get(rows.size()), output));
        }
        if (!watcher.shouldContinue(rows.size(), photos.size())) {
          break;
        }
      }
    }
    return new TargetAnswers(model, photos, rows);
  }

  /** What the labels or numbers are called. */
  List<String> names() {
    return model.classes();
  }

  /** The mean of something over scores, without those that have none. */
  static <S> double mean(List<S> scores, ToDoubleFunction<S> value) {
    return scores.stream().mapToDouble(value).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  /** The mean of something over all photos. */
  double mean(ToDoubleFunction<Row> value) {
    return rows.stream().mapToDouble(value).average().orElse(Double.NaN);
  }
}
