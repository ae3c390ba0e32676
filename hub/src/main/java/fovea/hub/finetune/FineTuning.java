package fovea.hub.finetune;

import fovea.data.photo.PhotoSet;
import fovea.data.split.DataPart;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import fovea.model.ModelCard;
import fovea.model.ModelFile;
import fovea.nn.Classifier;
import fovea.nn.StateDict;
import fovea.train.Evaluator;
import fovea.train.TrainingResult;
import fovea.train.metric.Evaluation;
import fovea.train.run.RunFolder;
import fovea.train.run.RunLock;
import fovea.train.task.Task;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A pretrained network with a new head, and training photos, before it learns. */
public final class FineTuning {

  private final FineTune settings;
  private final FineTuneStart start;
  private final Optional<Path> folder;

  FineTuning(FineTune settings, FineTuneStart start) {
    this(settings, start, Optional.empty());
  }

  private FineTuning(FineTune settings, FineTuneStart start, Optional<Path> folder) {
    this.settings = settings;
    this.start = start;
    this.folder = folder;
  }

  /** The photos. */
  public FineTunePhotos photos() {
    return start.photos();
  }

  /**
   * The pretrained model, with what its file leaves open as the training photos have decided it.
   */
  public Model pretrained() {
    return start.pretrained();
  }

  /** The network, with its new head, as it will be trained: what is frozen is frozen. */
  public Classifier network() {
    return start.network();
  }

  /** What is made small, and what is measured. */
  public Task task() {
    return start.task();
  }

  /** What a file will say of the model. */
  public ModelCard card() {
    return start.card();
  }

  /** Number of epochs in which more than the head is tuned; 0 if the head alone learns. */
  public int epochs() {
    return start.epochs();
  }

  /**
   * Number of training photos that are held out while more than the head is tuned, so that what is
   * kept can be chosen by them; 0 if the head alone learns.
   */
  public int heldOut() {
    return start.epochs() > 0 ? start.heldOut().length : 0;
  }

  /** Learning rate of the parameter of that name in tuning, unless it is frozen. */
  public double rate(String parameter) {
    return network().inHead(parameter) ? settings.headRate : settings.base();
  }

  /**
   * Keeps what comes of it in a folder: what a {@link RunFolder} has, of which {@code
   * model.safetensors} is the model that is kept, {@code baseline.safetensors}, the model whose
   * head alone has learned, {@code tuned.safetensors}, the one after the last step of tuning,
   * {@code head.json} and {@code choice.json}, how the head's penalty and what is kept were chosen,
   * {@code split.json}, which photo was in which part ({@link fovea.data.photo.SplitRecord}), and
   * {@code finetune.json}, what it began with ({@link FineTuneRecord}).
   */
  public FineTuning folder(Path folder) {
    return new FineTuning(settings, start, Optional.of(folder));
  }

  /**
   * Fine-tunes from the beginning; what the folder holds of another run is removed. The network is
   * changed in place.
   *
   * @throws fovea.graph.type.FoveaException if the training diverges, or the folder cannot be used
   * @throws fovea.format.FormatException if the result cannot be saved
   */
  public FineTuneResult run() {
    return run(false);
  }

  /**
   * Goes on with the fine-tuning in the folder, however it has ended, to the same bits as if it had
   * not; see {@link #run}. A head that had not learned to the end learns again.
   *
   * @throws fovea.graph.type.FoveaException also if no folder is set, or settings, photos or
   *     pretrained weights are not those that it began with; only the number of epochs may differ
   * @throws fovea.format.FormatException also if there is no fine-tuning in the folder
   */
  public FineTuneResult resume() {
    if (folder.isEmpty()) {
      throw FoveaException.at(
          "resume", "no folder is set", "say with folder(path) where the fine-tuning is");
    }
    return run(true);
  }

  private FineTuneResult run(boolean resumed) {
    HeadStage.Heads heads = heads(resumed);
    StateDict.load(network(), heads.baseline());
    Evaluation baseline =
        settings.precision.use(() -> new HeadStage(settings, start).onValidation());
    settings.callback.headLearned(heads.search(), baseline);
    if (isDone()) {
      return result(new Judged(baseline), Optional.empty(), card());
    }
    StateDict.load(network(), heads.start());
    TrainingResult fit = new TuneStage(settings, start, folder).run(resumed);
    return fit.stopped() || settings.stop.requested()
        ? result(new Judged(baseline), Optional.of(fit), fit.card())
        : settings.precision.use(() -> chosen(heads, baseline, fit));
  }

  /** How networks did on the validation photos, and what was chosen. */
  private record Judged(
      Evaluation baseline,
      Optional<Evaluation> tuned,
      Evaluation kept,
      Optional<FineTuneChoice> choice) {

    Judged(Evaluation baseline) {
      this(baseline, Optional.empty(), baseline, Optional.empty());
    }
  }

  /** Measures the tuned network, and lets the held-out photos choose. */
  private FineTuneResult chosen(HeadStage.Heads heads, Evaluation baseline, TrainingResult fit) {
    var last = ModelFile.of(fit.card(), network());
    Evaluation tuned = evaluation(fit.card(), photos().validation());
    FineTuneChoice choice = new ChoiceStage(settings, start).run(heads);
    ModelCard card = choice.addTo(choice.isBaseline() ? card() : fit.card());
    Evaluation kept =
        choice.isBaseline()
            ? baseline
            : choice.isTuned() ? tuned : evaluation(card, photos().validation());
    folder.ifPresent(
        path -> {
          var files = new FineTuneFiles(new RunFolder(path));
          try (RunLock _ = files.run().lock()) {
            last.write(files.tuned());
            files.write(choice);
            ModelFile.of(card, network()).write(files.run().model());
          }
        });
    var judged = new Judged(baseline, Optional.of(tuned), kept, Optional.of(choice));
    return result(judged, Optional.of(fit), card);
  }

  private FineTuneResult result(Judged judged, Optional<TrainingResult> fit, ModelCard card) {
    var scores = new PartScores(judged.baseline(), judged.tuned(), judged.kept(), scores(card));
    return new FineTuneResult(
        scores, fit, judged.choice(), Model.of(card, network()), folder, task());
  }

  /** Of parts that nothing was chosen by but the validation photos, looked at once. */
  private Map<DataPart, Evaluation> scores(ModelCard card) {
    Map<DataPart, Evaluation> scores = new EnumMap<>(DataPart.class);
    photos()
        .held()
        .forEach(
            (part, set) -> {
              if (part != DataPart.VALIDATION && !settings.stop.requested()) {
                scores.put(part, settings.precision.use(() -> evaluation(card, set)));
              }
            });
    return scores;
  }

  private Evaluation evaluation(ModelCard card, PhotoSet set) {
    return photos().folders().targets().task().hasClasses()
        ? Model.of(card, network()).evaluate(set)
        : Evaluator.of(network(), task()).run(start.inOrder(set));
  }

  /** Whether the head alone is to be trained, or the user wants no more. */
  private boolean isDone() {
    return start.epochs() == 0 || settings.stop.requested();
  }

  private HeadStage.Heads heads(boolean resumed) {
    if (folder.isEmpty()) {
      return settings.precision.use(() -> new HeadStage(settings, start).run());
    }
    var files = new FineTuneFiles(new RunFolder(folder.get()));
    try (RunLock _ = files.run().lock()) {
      var record = FineTuneRecord.of(card().provenance(), network(), photos().folders());
      if (resumed) {
        FineTuneRecord.read(files.run().path()).require(record, files.run().path());
      } else {
        files.begin(start, record);
      }
      Optional<HeadStage.Heads> known = files.heads();
      if (known.isPresent()) {
        return known.get();
      }
      HeadStage.Heads heads = settings.precision.use(() -> new HeadStage(settings, start).run());
      if (isDone()) {
        new ModelFile(card(), heads.baseline()).write(files.run().model());
      } else {
        files.write(heads, start);
      }
      return heads;
    }
  }
}
