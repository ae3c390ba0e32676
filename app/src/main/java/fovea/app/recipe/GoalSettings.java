package fovea.app.recipe;

import fovea.app.console.Quantity;
import fovea.data.PictureSet;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.Shorthand;
import fovea.nn.loss.ClassificationLoss;
import fovea.train.TrainCallback;
import fovea.train.Trainer;
import fovea.train.adversarial.AdversarialTraining;
import fovea.train.adversarial.Attack;
import fovea.train.callback.CallbackCodecs;
import fovea.train.metric.TestInterval;
import fovea.train.task.Classification;
import fovea.train.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the weights of a network are changed for, and when that is enough.
 *
 * @param task what is made small, and what is measured
 * @param testEvery how often it is measured
 * @param callbacks as their codecs write them, since each is for one training: early stopping and
 *     the like
 * @param adversarial examples that are learned from as well
 * @param teacher whose answers are learned from as well
 */
public record GoalSettings(
    Task task,
    TestInterval testEvery,
    JsonArray callbacks,
    Optional<AdversarialTraining> adversarial,
    Optional<TeacherSettings> teacher) {
  private static final String TEACHER = "teacher";
  private static final String ADVERSARIAL = "adversarial";

  /** Without adversarial examples and teacher. */
  public GoalSettings(Task task, TestInterval testEvery, JsonArray callbacks) {
    this(task, testEvery, callbacks, Optional.empty(), Optional.empty());
  }

  /** Classification, measured after each epoch; all epochs. */
  public GoalSettings() {
    this(new Classification(), TestInterval.epochs(1), new JsonArray(List.of()));
  }

  /** For another task. */
  public GoalSettings task(Task task) {
    return new GoalSettings(task, testEvery, callbacks, adversarial, teacher);
  }

  /** With adversarial examples that are learned from as well. */
  GoalSettings adversarial(AdversarialTraining training) {
    return new GoalSettings(task, testEvery, callbacks, Optional.of(training), teacher);
  }

  /** With a teacher whose answers are learned from as well. */
  GoalSettings teacher(TeacherSettings settings) {
    return new GoalSettings(task, testEvery, callbacks, adversarial, Optional.of(settings));
  }

  Trainer applyTo(Trainer trainer) {
    Trainer aiming = trainer.task(ofLabels()).testEvery(testEvery);
    return adversarial.map(aiming::adversarial).orElse(aiming);
  }

  /** The task of the pictures that have a class. */
  private Task ofLabels() {
    boolean isPartly = teacher.flatMap(TeacherSettings::unlabelled).isPresent();
    return isPartly && task instanceof Classification classes
        ? classes.ignore(PictureSet.UNLABELLED)
        : task;
  }

  /** New callbacks for a training. */
  public List<TrainCallback> newCallbacks() {
    return CallbackCodecs.all().readAll(callbacks);
  }

  JsonObject toJson() {
    JsonObject json =
        JsonObject.empty()
            .with("task", Task.codecs().write(task))
            .with("test_every", testEvery.toString())
            .with("callbacks", callbacks);
    JsonObject attacked =
        adversarial.map(training -> json.with(ADVERSARIAL, training.toJson())).orElse(json);
    return teacher.map(taught -> attacked.with(TEACHER, taught.toJson())).orElse(attacked);
  }

  JsonObject options() {
    JsonObject options = JsonObject.empty();
    if (task instanceof Classification(ClassificationLoss loss)) {
      options = options.with("loss", Typed.whole(ClassificationLoss.codecs(), loss));
    }
    options = options.with("test-every", testEvery.toString().replace(' ', '-'));
    for (JsonObject callback : callbacks.objects()) {
      String name = callback.string("name");
      options = options.with(name.replace('_', '-'), watched(callback));
    }
    if (adversarial.isPresent()) {
      options =
          options
              .with(ADVERSARIAL, Typed.whole(Attack.codecs(), adversarial.get().attack()))
              .with("clean-share", adversarial.get().clean());
    }
    if (teacher.isPresent()) {
      for (var option : teacher.get().options().members().entrySet()) {
        options = options.with(option.getKey(), option.getValue());
      }
    }
    return options;
  }

  /** A callback as its option has it: the metric that it watches, with its other settings. */
  private static String watched(JsonObject callback) {
    JsonObject typed = JsonObject.empty().with("name", callback.string("metric"));
    for (var field : callback.members().entrySet()) {
      boolean isSetting = !Set.of("name", "metric").contains(field.getKey());
      typed = isSetting ? typed.with(field.getKey(), field.getValue()) : typed;
    }
    return Shorthand.write(typed);
  }

  static GoalSettings fromJson(JsonObject json) {
    return new GoalSettings(
        Task.codecs().read(json.member("task")),
        TestInterval.parse(json.string("test_every")),
        json.array("callbacks"),
        json.find(ADVERSARIAL).map(_ -> AdversarialTraining.fromJson(json.object(ADVERSARIAL))),
        json.find(TEACHER).map(_ -> TeacherSettings.fromJson(json.object(TEACHER))));
  }

  List<Recipe.Line> lines() {
    List<Recipe.Line> lines = new ArrayList<>();
    if (task instanceof Classification(ClassificationLoss loss)) {
      lines.add(new Recipe.Line("loss", ClassificationLoss.codecs().text(loss)));
    } else {
      lines.add(new Recipe.Line("task", Task.codecs().text(task)));
    }
    adversarial.ifPresent(
        training ->
            lines.add(
                new Recipe.Line(
                    ADVERSARIAL,
                    Typed.whole(Attack.codecs(), training.attack())
                        + ", clean share "
                        + Quantity.rounded(training.clean()))));
    teacher.ifPresent(taught -> lines.add(taught.line()));
    if (!testEvery.equals(TestInterval.epochs(1))) {
      lines.add(new Recipe.Line("tested", "every " + testEvery));
    }
    newCallbacks()
        .forEach(each -> lines.add(new Recipe.Line("callback", CallbackCodecs.all().text(each))));
    return lines;
  }
}
