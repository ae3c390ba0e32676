package fovea.hub.finetune;

import fovea.data.DataLoader;
import fovea.data.DataSet;
import fovea.nn.Classifier;
import fovea.train.Trainer;
import fovea.train.TrainingResult;
import fovea.train.optim.Adam;
import fovea.train.optim.ParameterGroup;
import fovea.train.run.RunFolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The second stage of a fine-tuning: from the head that has learned alone (linear probing, then
 * fine-tuning; Kumar et al. 2022), everything that is not frozen learns from the training photos
 * but those that are held out, by which its epochs are judged.
 */
final class TuneStage {

  private final FineTune settings;
  private final FineTuneStart start;
  private final Optional<Path> folder;

  TuneStage(FineTune settings, FineTuneStart start, Optional<Path> folder) {
    this.settings = settings;
    this.start = start;
    this.folder = folder;
  }

  /** Trains the network from the values that it has, or goes on from a checkpoint in the folder. */
  TrainingResult run(boolean resumed) {
    Classifier network = start.network();
    settings.applyFreezeTo(network);
    DataSet changing =
        start.examples(start.photos().train(), settings.augments).subset(start.tunedOn());
    DataLoader train =
        settings.loading.apply(new DataLoader(changing, settings.batch).shuffle(settings.seed));
    Trainer trainer =
        Trainer.of(network)
            .task(start.task())
            .optimizer(new Adam(settings.headRate))
            .schedule(FineTune.SCHEDULE)
            .average(FineTune.AVERAGE)
            .groups(groups(network))
            .epochs(start.epochs())
            .seed(settings.seed)
            .precision(settings.precision)
            .callbacks(settings.callback);
    Trainer changed =
        settings.training.apply(trainer).provenance(start.card().provenance()).stop(settings.stop);
    Trainer saving = folder.map(changed::folder).orElse(changed);
    Trainer unfreezing =
        settings.unfreezeAfter.isPresent()
            ? saving.unfreezeAfter(settings.unfreezeAfter.getAsInt())
            : saving;
    DataLoader heldOut = start.heldOutInOrder();
    return resumed && hasCheckpoint()
        ? unfreezing.resume(train, heldOut)
        : unfreezing.fit(train, heldOut);
  }

  private boolean hasCheckpoint() {
    return folder.filter(run -> !new RunFolder(run).checkpoints().files().isEmpty()).isPresent();
  }

  /** Everything at the rate of the base, but the head at its own. */
  private ParameterGroup[] groups(Classifier network) {
    return Stream.concat(
            Stream.of(ParameterGroup.of("").rate(settings.base() / settings.headRate)),
            network.headPaths().stream().map(ParameterGroup::of))
        .toArray(ParameterGroup[]::new);
  }
}
