package fovea.train;

import fovea.data.PreparedPictures;
import fovea.data.augment.pipeline.Augmentations;
import fovea.format.Codecs;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonArray;
import fovea.format.JsonBoolean;
import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.format.Safetensors;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.model.FileArrays;
import fovea.train.average.WeightAverage;
import fovea.train.metric.Metric;
import fovea.train.metric.TestInterval;
import fovea.train.optim.Clip;
import fovea.train.optim.Optimizer;
import fovea.train.run.CheckpointFolder;
import fovea.train.run.SettingDifference;
import fovea.train.schedule.Schedule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * All that a training goes on from, in one file, so that its parts always belong together.
 *
 * @param settings which must be the same when it goes on
 * @param progress how far it has come
 * @param model parameters and running statistics by name
 * @param optimizer slots by name
 * @param callbacks what they remember and have done
 * @param average of the weights so far
 */
record Checkpoint(
    JsonObject settings,
    Progress progress,
    SequencedMap<String, HostBuffer> model,
    SequencedMap<String, HostBuffer> optimizer,
    Callbacks.State callbacks,
    AveragedWeights.Saved average) {
  private static final String MODEL = "model.";
  private static final String OPTIMIZER = "optimizer.";
  private static final String KEPT = "kept.";
  private static final String AVERAGE = "average.";
  private static final String CALLBACKS = "callbacks";
  private static final String AVERAGED = "average";
  private static final String SETTINGS = "settings";
  private static final String PROGRESS = "progress";

  /** The only setting that may change when a training goes on. */
  static final String EPOCHS = "epochs";

  /** What the steps are computed in. */
  static final String PRECISION = "precision";

  /** Parameters that are trained otherwise than the rest. */
  static final String GROUPS = "groups";

  /** How gradients are limited. */
  static final String CLIP = "clip";

  /** What the optimizer is. */
  static final String OPTIMIZER_SETTING = "optimizer";

  /** Batches whose gradients make a step. */
  static final String ACCUMULATE = "accumulate";

  /** Adversarial examples that it trains on, too. */
  static final String ADVERSARIAL = "adversarial";

  /** A teacher that it learns from, too. */
  static final String DISTILLATION = "distillation";

  /** Path of the setting that recognizes another teacher. */
  private static final String TEACHER = DISTILLATION + ".teacher";

  /** The average of weights that is tested and saved. */
  static final String AVERAGE_SETTING = "average";

  /** How the rate changes. */
  static final String SCHEDULE = "schedule";

  /** Settings of the data, its augmentation among them. */
  static final String DATA = "data_settings";

  /** Path of the setting that recognizes changed data. */
  private static final String CHECKSUM = DATA + "." + PreparedPictures.CHECKSUM;

  /** What is frozen after some epochs. */
  static final String FREEZES = "freezes";

  /** When frozen parameters are unfrozen. */
  static final String UNFREEZE_AFTER = "unfreeze_after";

  /** How often the model is tested. */
  static final String TEST_EVERY = "test_every";

  /** No unfreezing. */
  static final String NEVER = "never";

  /** No average, no adversarial examples, or no teacher. */
  static final String NONE = "none";

  /** What files from before there was a setting began with. */
  private static final JsonObject ONCE =
      JsonObject.empty()
          .with(PRECISION, Precision.F32.toString())
          .with(GROUPS, new JsonArray(List.of()))
          .with(FREEZES, new JsonArray(List.of()))
          .with(UNFREEZE_AFTER, NEVER)
          .with(ACCUMULATE, 1)
          .with(TEST_EVERY, TestInterval.epochs(1).toString())
          .with(AVERAGE_SETTING, NONE)
          .with(ADVERSARIAL, NONE)
          .with(DISTILLATION, NONE)
          .with(CLIP, Clip.codecs().write(Clip.none()));

  /** Writes the file, atomically, with the {@code provenance} of the run. */
  void write(Path file, JsonObject provenance) {
    var arrays = FileArrays.arrays(MODEL, model);
    arrays.addAll(FileArrays.arrays(OPTIMIZER, optimizer));
    arrays.addAll(FileArrays.arrays(KEPT, callbacks.kept()));
    arrays.addAll(FileArrays.arrays(AVERAGE, average.values()));
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put(SETTINGS, Json.write(settings));
    metadata.put(PROGRESS, Json.write(progress.toJson()));
    metadata.put(CALLBACKS, Json.write(callbacks.json()));
    metadata.put(AVERAGED, Json.write(average.json()));
    metadata.put(CheckpointFolder.PROVENANCE, Json.write(provenance));
    new Safetensors(arrays, metadata).write(file);
  }

  /**
   * Opens a file of a training that measures {@code metrics}; the values are views of it.
   *
   * @throws FormatException if it is absent, damaged, or no checkpoint
   */
  static Checkpoint read(Path file, List<Metric> metrics) {
    Safetensors content = Safetensors.read(file);
    try {
      SequencedMap<String, HostBuffer> all = FileArrays.values(content.arrays());
      return new Checkpoint(
          object(content, SETTINGS),
          Progress.fromJson(object(content, PROGRESS), metrics),
          part(all, MODEL),
          part(all, OPTIMIZER),
          new Callbacks.State(object(content, CALLBACKS), part(all, KEPT)),
          new AveragedWeights.Saved(object(content, AVERAGED), part(all, AVERAGE)));
    } catch (FormatException e) {
      throw e.within(file.toString());
    }
  }

  /**
   * Checks that a training with {@code wanted} settings may go on from here; only the number of
   * epochs may differ.
   *
   * @throws FormatException if the optimizer, the schedule or an augmentation that it began with
   *     has a codec that nobody has registered
   */
  void check(Path file, JsonObject wanted) {
    try {
      known(Optimizer.codecs(), settings.member(OPTIMIZER_SETTING));
      known(Schedule.codecs(), settings.member(SCHEDULE));
      settings.find(AVERAGE_SETTING).ifPresent(average -> known(WeightAverage.codecs(), average));
      settings
          .object(DATA)
          .find("augmentation")
          .ifPresent(augments -> known(Augmentations.codecs(), augments));
    } catch (FormatException e) {
      throw e.within(file.toString());
    }
    JsonObject before = JsonObject.empty();
    for (String key : wanted.members().keySet()) {
      var begun = settings.find(key).or(() -> ONCE.find(key));
      before = begun.isPresent() ? before.with(key, begun.get()) : before;
    }
    List<SettingDifference> differences =
        SettingDifference.between(before, wanted).stream()
            .filter(difference -> !difference.setting().equals(EPOCHS))
            .toList();
    if (differences.stream().anyMatch(each -> each.setting().equals(CHECKSUM))) {
      throw FoveaException.at(
          file.toString(),
          "the training began with other pictures or labels of " + settings.string("data"),
          "bring back the data that it began with, or begin a new one in another folder");
    }
    if (differences.stream().anyMatch(each -> each.setting().equals(TEACHER))) {
      throw FoveaException.at(
          file.toString(),
          "the training began with a teacher of other weights",
          "bring back the one that it began with, or begin a new training in another folder");
    }
    if (!differences.isEmpty()) {
      SettingDifference first = differences.getFirst();
      throw FoveaException.at(
          file.toString(),
          "the training began with %s %s, found %s%s"
              .formatted(
                  first.setting(), first.first(), first.second(), others(differences.size() - 1)),
          "resume with the settings that it began with, or begin a new one in another folder");
    }
  }

  private static String others(int count) {
    return count == 0 ? "" : " (and " + count + " other" + (count == 1 ? "" : "s") + ")";
  }

  /** Checks what a codec has written; a text stands for what has none and is compared as it is. */
  private static void known(Codecs<?> codecs, JsonValue value) {
    switch (value) {
      case JsonObject object -> codecs.read(object);
      case JsonArray array -> array.values().forEach(each -> known(codecs, each));
      case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> {}
    }
  }

  private static JsonObject object(Safetensors content, String key) {
    String text = content.metadata().get(key);
    if (text != null && Json.parse(text, key) instanceof JsonObject object) {
      return object;
    }
    throw new FormatException(
        key,
        "expected the " + key + " of a training in the metadata, found none",
        "Name the folder of a training that was stopped");
  }

  private static SequencedMap<String, HostBuffer> part(
      SequencedMap<String, HostBuffer> all, String prefix) {
    SequencedMap<String, HostBuffer> part = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), value);
          }
        });
    return part;
  }
}
