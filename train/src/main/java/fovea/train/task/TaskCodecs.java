package fovea.train.task;

import fovea.format.Codec;
import fovea.format.Codecs;
import fovea.format.FormatException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.type.FoveaException;
import fovea.nn.loss.BinaryCrossEntropy;
import fovea.nn.loss.ClassificationLoss;
import fovea.train.metric.Metric;
import java.util.ArrayList;
import java.util.List;

/** How tasks are kept in files. */
final class TaskCodecs {
  static final Codecs<Task> ALL =
      new Codecs<>(
          "task",
          List.of(
              new Codec<>(
                      "classification",
                      Classification.class,
                      TaskCodecs::write,
                      TaskCodecs::classification)
                  .usual(new Classification()),
              new Codec<>("labels", MultiLabel.class, TaskCodecs::write, TaskCodecs::multiLabel)
                  .usual(new MultiLabel()),
              new Codec<>("regression", Regression.class, TaskCodecs::write, TaskCodecs::regression)
                  .usual(new Regression()),
              new Codec<>(
                  "reconstruction",
                  Reconstruction.class,
                  task -> JsonObject.empty().with("input", task.input()),
                  json -> new Reconstruction(json.string("input"))),
              new Codec<>("joint", MultiTask.class, TaskCodecs::write, TaskCodecs::joint),
              new Codec<>(
                  "measured", TaskWithMetrics.class, TaskCodecs::write, TaskCodecs::measured),
              new Codec<>("own_loss", TaskWithLoss.class, TaskCodecs::write, TaskCodecs::ownLoss)));

  private TaskCodecs() {}

  private static JsonObject write(Classification task) {
    return JsonObject.empty().with("loss", ClassificationLoss.codecs().write(task.loss()));
  }

  private static Classification classification(JsonObject json) {
    return new Classification(ClassificationLoss.codecs().read(json.member("loss")));
  }

  private static JsonObject write(MultiLabel task) {
    return JsonObject.empty()
        .with("positive_weights", JsonArray.of(numbers(task.loss().positiveWeights())));
  }

  private static MultiLabel multiLabel(JsonObject json) {
    return new MultiLabel(
        new BinaryCrossEntropy().positiveWeights(json.array("positive_weights").doubles()));
  }

  private static JsonObject write(Regression task) {
    return JsonObject.empty()
        .with("means", JsonArray.of(numbers(task.means())))
        .with("deviations", JsonArray.of(numbers(task.deviations())));
  }

  private static Regression regression(JsonObject json) {
    return new Regression()
        .standardizing(json.array("means").doubles(), json.array("deviations").doubles());
  }

  private static JsonObject write(MultiTask task) {
    List<JsonValue> parts = new ArrayList<>();
    for (MultiTask.Part part : task.parts()) {
      parts.add(
          JsonObject.empty()
              .with("output", part.name())
              .with("task", ALL.write(part.task()))
              .with("weight", part.weight()));
    }
    return JsonObject.empty().with("parts", new JsonArray(parts));
  }

  private static MultiTask joint(JsonObject json) {
    MultiTask joint = new MultiTask(List.of());
    for (JsonValue value : json.array("parts").values()) {
      if (!(value instanceof JsonObject part)) {
        throw new FormatException(
            "parts", "expected objects, found " + value.kind(), "Write the file again");
      }
      joint = joint.and(part.string("output"), ALL.read(part.member("task")), part.real("weight"));
    }
    return joint;
  }

  private static JsonObject write(TaskWithMetrics task) {
    return JsonObject.empty()
        .with("task", ALL.write(task.task()))
        .with("metrics", JsonArray.ofStrings(task.more().stream().map(Metric::name).toList()));
  }

  /** Without the metrics, which are functions. */
  private static TaskWithMetrics measured(JsonObject json) {
    return new TaskWithMetrics(ALL.read(json.member("task")), List.of());
  }

  private static JsonObject write(TaskWithLoss task) {
    return JsonObject.empty().with("task", ALL.write(task.task()));
  }

  /** Its predictions are all there; the loss is a function, which no file has. */
  private static TaskWithLoss ownLoss(JsonObject json) {
    return new TaskWithLoss(
        ALL.read(json.member("task")),
        (_, _) -> {
          throw FoveaException.here(
              "the loss of a task from a file is asked for, which was a program's own",
              "give it one: task.criterion(…)");
        });
  }

  private static double[] numbers(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
