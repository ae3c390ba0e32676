package fovea.hub.task;

import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.model.ModelCard;
import fovea.train.task.Task;
import fovea.train.task.TaskKind;
import java.util.Optional;

/** The task of a network, as a model's card records it: where a training writes it, too. */
public final class CardTask {
  private static final String TRAINING = "training";
  private static final String TASK = "task";

  private CardTask() {}

  /**
   * What the network was made for; classification where the card says nothing.
   *
   * @throws FormatException if it is a task whose codec is not registered
   */
  public static Task of(ModelCard card) {
    return recorded(card).map(Task.codecs()::read).orElseGet(Task::classification);
  }

  /** The same where this program knows the task. */
  static Optional<Task> find(ModelCard card) {
    try {
      return Optional.of(of(card));
    } catch (FormatException _) {
      return Optional.empty();
    }
  }

  /** The card's task in a provenance of another origin. */
  public static JsonObject copied(ModelCard card, JsonObject provenance) {
    return recorded(card).map(task -> with(provenance, task)).orElse(provenance);
  }

  /** A provenance that records the task; classification need not be. */
  public static JsonObject record(Task task, JsonObject provenance) {
    return task.kind() == TaskKind.CLASSES
        ? provenance
        : with(provenance, Task.codecs().write(task));
  }

  private static JsonObject with(JsonObject provenance, JsonValue task) {
    return provenance.with(TRAINING, JsonObject.empty().with(TASK, task));
  }

  private static Optional<JsonValue> recorded(ModelCard card) {
    return card.provenance()
        .find(TRAINING)
        .filter(JsonObject.class::isInstance)
        .flatMap(training -> ((JsonObject) training).find(TASK));
  }
}
