package fovea.hub.finetune;

import fovea.data.Preprocessing;
import fovea.data.photo.PhotoFolder;
import fovea.data.photo.PhotoFolders;
import fovea.data.photo.PhotoSet;
import fovea.data.split.DataPart;
import fovea.data.split.Folds;
import fovea.data.targets.PhotoTask;
import fovea.format.JsonObject;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import fovea.hub.Version;
import fovea.hub.task.CardTask;
import fovea.model.Blueprint;
import fovea.model.ModelCard;
import fovea.model.TensorNames;
import fovea.nn.Classifier;
import fovea.nn.Network;
import fovea.nn.Parameters;
import fovea.train.task.Task;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Makes all that a fine-tuning begins with out of its settings. */
final class Preparation {

  private final FineTune settings;
  private final Model pretrained;

  Preparation(FineTune settings) {
    this.settings = settings;
    this.pretrained = settings.pretrained;
  }

  FineTuning run() {
    if (settings.unfreezeAfter.isPresent() && !(settings.freezing() instanceof Freeze.UpTo)) {
      throw FoveaException.at(
          "unfreeze after",
          "expected a layer up to which something is frozen, found freeze " + settings.freezing(),
          "name one, such as layer3 or features.13");
    }
    PhotoFolders parts =
        settings.split.of(
            settings.folders.orElseGet(() -> PhotoFolders.of(settings.photos)), settings.seed);
    PhotoNotes.requireEnough(parts);
    Task task = TargetTask.of(parts);
    int epochs = settings.plannedEpochs(parts);
    // What is wrong with the settings shows before photos are decoded.
    List<String> untrained = untrained(headed(pretrained, parts));
    PhotoSet train = trainingPhotos(parts, pretrained.preprocessing(), epochs);
    Model decided = settings.precision.use(() -> pretrained.decideByFeatures(train, settings.seed));
    Preprocessing preprocessing = decided.preprocessing();
    boolean same = preprocessing.geometry().equals(pretrained.preprocessing().geometry());
    PhotoSet learning = same ? train : trainingPhotos(parts, preprocessing, epochs);
    Map<DataPart, PhotoSet> held = held(parts, preprocessing);
    Classifier headed = headed(decided, parts);
    var card =
        new ModelCard(
                Blueprint.of(headed),
                parts.targets().outputs(learning.classes()),
                preprocessing,
                provenance(decided, parts.targets().task(), task, epochs))
            .untrained(untrained);
    var photos = new FineTunePhotos(parts, learning, held, AlikePhotos.of(learning, held));
    Folds folds = parts.folds(learning, FineTuneStart.folds(learning.size()), settings.seed);
    return new FineTuning(
        settings, new FineTuneStart(decided, headed, card, task, photos, folds, epochs));
  }

  private Map<DataPart, PhotoSet> held(PhotoFolders parts, Preprocessing preprocessing) {
    Map<DataPart, PhotoSet> held = new EnumMap<>(DataPart.class);
    for (DataPart part : parts.held().keySet()) {
      held.put(
          part,
          parts
              .part(part)
              .load(
                  preprocessing, (done, total) -> settings.callback.heldPhotos(part, done, total)));
    }
    return held;
  }

  /** Photos that are changed at random before they are cut are kept whole. */
  private PhotoSet trainingPhotos(PhotoFolders parts, Preprocessing preprocessing, int epochs) {
    PhotoFolder folder = parts.train();
    if (settings.augments.isEmpty() || epochs == 0) {
      return folder.load(preprocessing, settings.callback::trainingPhotos);
    }
    int least = preprocessing.geometry().scaling().shortSide();
    return folder.loadWhole(
        preprocessing, settings.shortSide.orElse(least), settings.callback::trainingPhotos);
  }

  /** The network of a model with a new head, frozen as is wanted. */
  private Classifier headed(Model model, PhotoFolders parts) {
    Classifier headed = classifier(model).head(TargetTask.outputs(parts));
    headed.headPaths().forEach(path -> Parameters.initialize(headed, path, settings.seed));
    settings.applyFreezeTo(headed);
    requireTraining(headed, untrained(headed));
    return headed;
  }

  private static Classifier classifier(Model model) {
    return switch (model.network()) {
      case Classifier network -> network;
      case Network network -> throw new IllegalStateException(network.toString());
    };
  }

  /** Parameters and statistics outside of the new head that have initial values. */
  private List<String> untrained(Classifier headed) {
    return pretrained.card().untrained().stream()
        .filter(name -> !settings.network.inHead(name) && !headed.inHead(name))
        .toList();
  }

  /** Layers with initial values are of no use unless they learn. */
  private void requireTraining(Classifier headed, List<String> untrained) {
    List<String> frozen = new ArrayList<>();
    Parameters.of(headed)
        .forEach(
            (name, parameter) -> {
              if (!parameter.trainable() && untrained.contains(name)) {
                frozen.add(name);
              }
            });
    if (!frozen.isEmpty() && settings.unfreezeAfter.isEmpty()) {
      throw FoveaException.at(
          "freeze",
          "expected layers that were loaded or trained, found initial values in "
              + TensorNames.brief(frozen),
          "let them learn: freeze none, or up to a layer before them");
    }
  }

  private JsonObject provenance(Model decided, PhotoTask learned, Task task, int epochs) {
    JsonObject provenance = CardTask.record(task, Version.provenance());
    return provenance
        .with(
            FineTune.SETTINGS,
            JsonObject.empty()
                .with("from", pretrained.source())
                .with("photos", settings.photos.toAbsolutePath().normalize().toString())
                .with("task", learned.toString())
                .with("freeze", settings.freezing().toString())
                .with("unfreeze_after", settings.unfreezeAfter.orElse(0))
                .with("head_rate", settings.headRate)
                .with("base_rate", settings.base())
                .with("epochs", epochs)
                .with("keep_tuned", settings.keepsTuned)
                .with("batch", settings.batch)
                .with("augmentation", settings.augments.toJson())
                .with("short_side", settings.shortSide.orElse(0))
                .with("precision", settings.precision.toString())
                .with("seed", settings.seed))
        .with("pretrained", decided.card().provenance());
  }
}
