package fovea.app.recipe;

import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.nn.loss.ClassificationLoss;
import fovea.train.TrainCallback;
import fovea.train.Trainer;
import fovea.train.callback.CallbackCodecs;
import fovea.train.metric.TestInterval;
import fovea.train.task.Classification;
import fovea.train.task.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * What the weights of a network are changed for, and when that is enough.
 *
 * @param task what is made small, and what is measured
 * @param testEvery how often it is measured
 * @param callbacks as their codecs write them, since each is for one training: early stopping and
 *     the like
 */
public record GoalSettings(Task task, TestInterval testEvery, JsonArray callbacks) {

  /** Classification, measured after each epoch; all epochs. */
  public GoalSettings() {
    this(new Classification(), TestInterval.epochs(1), new JsonArray(List.of()));
  }

  /** For another task. */
  public GoalSettings task(Task task) {
    return new GoalSettings(task, testEvery, callbacks);
  }

  Trainer applyTo(Trainer trainer) {
    return trainer.task(task).testEvery(testEvery);
  }

  /** New callbacks for a training. */
  public List<TrainCallback> newCallbacks() {
    return CallbackCodecs.all().readAll(callbacks);
  }

  JsonObject toJson() {
    return JsonObject.empty()
        .with("task", Task.codecs().write(task))
        .with("test_every", testEvery.toString())
        .with("callbacks", callbacks);
  }

  static GoalSettings fromJson(JsonObject json) {
    return new GoalSettings(
        Task.codecs().read(json.member("task")),
        TestInterval.parse(json.string("test_every")),
        json.array("callbacks"));
  }

  List<Recipe.Line> lines() {
    List<Recipe.Line> lines = new ArrayList<>();
    if (task instanceof Classification(ClassificationLoss loss)) {
      lines.add(new Recipe.Line("loss", ClassificationLoss.codecs().text(loss)));
    } else {
      lines.add(new Recipe.Line("task", Task.codecs().text(task)));
    }
    if (!testEvery.equals(TestInterval.epochs(1))) {
      lines.add(new Recipe.Line("tested", "every " + testEvery));
    }
    newCallbacks()
        .forEach(each -> lines.add(new Recipe.Line("callback", CallbackCodecs.all().text(each))));
    return lines;
  }
}
