package fovea.hub.task;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.model.ModelCard;
import fovea.nn.Tensors;
import fovea.nn.loss.BinaryCrossEntropy;
import fovea.nn.loss.CrossEntropy;
import fovea.train.metric.Metric;
import fovea.train.metric.Pass;
import fovea.train.task.Task;
import fovea.train.task.TaskKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The task of a model of pictures as a user of it needs it. Predictions are refused unless the
 * network gives scores of classes or labels; evaluation compares them with the one class that each
 * picture has.
 *
 * @param kind of the predictions
 * @param task that shows the outputs
 * @param classes number of names
 */
public record PictureTask(TaskKind kind, Task task, int classes) implements Task {
  private static final String CALL =
      "use a network that classifies, or call this one from a program: Model.network()";

  /**
   * That of a model. A task that only a program knows counts as classification, if there are
   * classes.
   */
  public static PictureTask of(ModelCard card) {
    Optional<Task> known = CardTask.find(card).filter(task -> task.kind() != TaskKind.OWN);
    int classes = card.classes().size();
    TaskKind other = classes == 0 ? TaskKind.OWN : TaskKind.CLASSES;
    return new PictureTask(
        known.map(Task::kind).orElse(other), known.orElseGet(Task::classification), classes);
  }

  /** Whether one number tells two classes apart. */
  public boolean isBinary(int outputs) {
    return kind == TaskKind.LABELS && outputs == 1 && classes != 1;
  }

  @Override
  public Tensors predictions(Tensors outputs) {
    requireScores(outputs.only().shape());
    return task.predictions(outputs);
  }

  @Override
  public void check(Pass pass) {
    Shape scores = pass.output().shape();
    requireScores(scores);
    int found = isBinary(scores.dim(1)) ? 2 : scores.dim(1);
    if (found != classes) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT,
              "expected a network with a score for each of %,d classes, found %,d",
              classes,
              found),
          "load it with the names of its own classes");
    }
  }

  @Override
  public Tensor loss(Pass pass) {
    return switch (kind) {
      case CLASSES -> new CrossEntropy().loss(pass.output(), pass.target());
      case LABELS -> new BinaryCrossEntropy().loss(pass.output(), labels(pass));
      case VALUES, OWN -> throw noScores(pass.output().shape());
    };
  }

  @Override
  public List<Metric> metrics() {
    return Stream.of(Metric.accuracy(), Metric.calibrationError(), Metric.confusion())
        .map(metric -> metric.of(PictureTask::classes))
        .toList();
  }

  /** 1 for the label that is the picture's class, else 0. */
  private static Tensor labels(Pass pass) {
    int outputs = pass.output().shape().dim(1);
    return outputs == 1
        ? pass.target().cast(DType.F32).reshape(-1, 1)
        : pass.target().oneHot(outputs);
  }

  /** The pass with a score for the first of two classes, too, where the network leaves it out. */
  private static Pass classes(Pass pass) {
    Tensor scores = pass.output();
    return scores.shape().dim(1) == 1
        ? pass.output(Tensor.concat(1, List.of(Tensor.full(scores.type(), 0), scores)))
        : pass;
  }

  private void requireScores(Shape outputs) {
    boolean rows = outputs.rank() == 2;
    switch (kind) {
      case CLASSES -> {
        if (rows && outputs.dim(1) == 1) {
          throw FoveaException.here(
              "the network gives one number, which may stand for two classes or measure something",
              "if it tells two classes apart, load it with --task binary, or"
                  + " ModelOptions.task(PredictionKind.BINARY); else call it from a program:"
                  + " Model.network()");
        }
      }
      case LABELS -> {}
      case VALUES -> {
        // Numbers without names are for a program.
        if (!rows || outputs.dim(1) != classes) {
          throw noScores(outputs);
        }
      }
      case OWN -> throw noScores(outputs);
    }
    if (!rows) {
      throw FoveaException.here(
          "the network gives %s%s, not class scores"
              .formatted(outputs.rank() == 4 ? "maps " : "", outputs),
          CALL);
    }
  }

  private static FoveaException noScores(Shape outputs) {
    return FoveaException.here(
        "the network gives %s, for another task than classification, not class scores"
            .formatted(outputs),
        "call it from a program: Model.predictions(), or Model.network()");
  }
}
