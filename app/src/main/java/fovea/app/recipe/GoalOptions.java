package fovea.app.recipe;

import fovea.app.option.NumberReaders;
import fovea.app.session.UsageException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.format.Shorthand;
import fovea.nn.loss.ClassificationLoss;
import fovea.train.callback.CallbackCodecs;
import fovea.train.metric.TestInterval;
import fovea.train.task.Classification;
import fovea.train.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The options that say what weights are changed for, and when to end. */
public final class GoalOptions {

  @Option(
      names = "--loss",
      paramLabel = "NAME[:KEY=VALUE,...]",
      description = "What is made small: cross_entropy (default), or focal:gamma=2.")
  private Optional<String> loss = Optional.empty();

  @Option(
      names = "--label-smoothing",
      paramLabel = "X",
      converter = NumberReaders.Fraction.class,
      description = "Share of each label that is spread over all classes.")
  private Optional<Double> smoothing = Optional.empty();

  @Option(
      names = "--class-weights",
      paramLabel = "balanced|W+W+...",
      description =
          "How much each class counts in the loss: a number for each, or balanced, the rarer the"
              + " more.")
  private Optional<String> classWeights = Optional.empty();

  @Option(
      names = "--test-every",
      paramLabel = "N|N-steps",
      converter = IntervalReader.class,
      description = "Epochs between tests, or steps, as in 200-steps (default: 1 epoch).")
  private Optional<TestInterval> testEvery = Optional.empty();

  @Option(
      names = "--early-stopping",
      paramLabel = "METRIC[:KEY=VALUE,...]",
      description =
          "End once loss, accuracy or another metric on the test pictures has not become better for"
              + " some tests, and keep the best model: accuracy:patience=3.")
  private Optional<String> earlyStopping = Optional.empty();

  @Option(
      names = "--reduce-on-plateau",
      paramLabel = "METRIC[:KEY=VALUE,...]",
      description =
          "Lower the rate once a metric has not become better: loss:factor=0.1,patience=10.")
  private Optional<String> plateau = Optional.empty();

  /**
   * The settings as the user wants them.
   *
   * @param counts gives the number of training pictures of each class
   */
  public GoalSettings applyTo(GoalSettings usual, Supplier<int[]> counts) {
    List<JsonValue> callbacks = new ArrayList<>(usual.callbacks().values());
    earlyStopping.ifPresent(
        text -> callbacks.add(callback("--early-stopping", "early_stopping", text)));
    plateau.ifPresent(
        text -> callbacks.add(callback("--reduce-on-plateau", "reduce_on_plateau", text)));
    return new GoalSettings(
        task(usual.task(), counts),
        testEvery.orElse(usual.testEvery()),
        new JsonArray(callbacks),
        usual.adversarial(),
        usual.teacher());
  }

  private Task task(Task usual, Supplier<int[]> counts) {
    if (loss.isEmpty() && smoothing.isEmpty() && classWeights.isEmpty()) {
      return usual;
    }
    if (!(usual instanceof Classification classes)) {
      throw new UsageException(
          loss.isPresent()
              ? "--loss"
              : smoothing.isPresent() ? "--label-smoothing" : "--class-weights",
          "goes with classes, found the task " + Task.codecs().text(usual),
          "leave it out");
    }
    Classification chosen =
        loss.map(
                text ->
                    classes.loss(
                        Typed.value("--loss", () -> ClassificationLoss.codecs().parse(text))))
            .orElse(classes);
    Classification smoothed = smoothing.map(chosen::smoothing).orElse(chosen);
    return classWeights
        .map(
            text ->
                Typed.value(
                    "--class-weights", () -> ClassWeighting.weighted(smoothed, text, counts)))
        .orElse(smoothed);
  }

  /** A metric with settings, as the callback that watches it. */
  private static JsonValue callback(String option, String name, String text) {
    return Typed.value(
        option,
        () -> {
          JsonObject typed = Shorthand.read(text);
          JsonObject fields = typed.with("name", name).with("metric", typed.string("name"));
          return CallbackCodecs.all().write(CallbackCodecs.all().parse(Shorthand.write(fields)));
        });
  }
}
