package fovea.app.recipe;

import fovea.format.JsonArray;
import fovea.format.JsonValue;
import fovea.format.Shorthand;
import fovea.graph.type.FoveaException;
import fovea.train.task.Classification;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** How much each class counts in the loss. */
final class ClassWeighting {
  private static final String BALANCED = "balanced";

  private ClassWeighting() {}

  /**
   * A task with what a user has typed: {@code balanced}, or a number for each class, joined by plus
   * signs.
   *
   * @param counts gives the number of training pictures of each class
   */
  static Classification weighted(Classification task, String text, Supplier<int[]> counts) {
    if (text.equals(BALANCED)) {
      return task.balanced(counts.get());
    }
    int classes = counts.get().length;
    JsonValue typed = Shorthand.readSettings("weights=" + text).member("weights");
    JsonArray list = typed instanceof JsonArray all ? all : new JsonArray(List.of(typed));
    if (list.values().size() != classes) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT,
              "expected %d weights, one for each class, found %d",
              classes,
              list.values().size()),
          "write them as 1+1+2, or balanced");
    }
    return task.weights(list.doubles());
  }
}
