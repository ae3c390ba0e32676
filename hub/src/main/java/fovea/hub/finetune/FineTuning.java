package fovea.hub.finetune;

import fovea.data.DataLoader;
import fovea.data.DataSet;
import fovea.data.augment.pipeline.Augmentations;
import fovea.data.photo.DamagedFile;
import fovea.data.photo.Leak;
import fovea.data.photo.PhotoFolders;
import fovea.data.photo.PhotoSet;
import fovea.data.photo.SkippedFile;
import fovea.data.photo.SplitRecord;
import fovea.data.split.DataPart;
import fovea.format.FormatException;
import fovea.graph.type.FoveaException;
import fovea.hub.InferenceBatchSize;
import fovea.hub.Model;
import fovea.model.ModelCard;
import fovea.model.ModelFile;
import fovea.nn.Classifier;
import fovea.nn.StateDict;
import fovea.train.Evaluator;
import fovea.train.Features;
import fovea.train.HeadTrainer;
import fovea.train.Trainer;
import fovea.train.TrainingResult;
import fovea.train.metric.Evaluation;
import fovea.train.metric.Metric;
import fovea.train.optim.Adam;
import fovea.train.optim.ParameterGroup;
import fovea.train.run.RunFolder;
import fovea.train.run.RunLock;
import fovea.train.schedule.Schedule;
import fovea.train.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A pretrained network with a new head, and training photos, before it learns. */
public final class FineTuning {

  /** The model whose head alone has learned. */
  private static final String BASELINE = "baseline.safetensors";

  private final FineTune settings;
  private final Model pretrained;
  private final Classifier network;
  private final ModelCard card;
  private final Photos photos;
  private final Task task;
  private final Optional<Path> folder;

  FineTuning(
      FineTune settings,
      Model pretrained,
      Classifier network,
      ModelCard card,
      Photos photos,
      Task task) {
    this(settings, pretrained, network, card, photos, task, Optional.empty());
  }

  private FineTuning(
      FineTune settings,
      Model pretrained,
      Classifier network,
      ModelCard card,
      Photos photos,
      Task task,
      Optional<Path> folder) {
    this.settings = settings;
    this.pretrained = pretrained;
    this.network = network;
    this.card = card;
    this.photos = photos;
    this.task = task;
    this.folder = folder;
  }

  /**
   * Decoded photos.
   *
   * @param folders which photo is in which part
   * @param train training photos
   * @param held photos of the parts that are held back, those for validation at least
   * @param alike photos that are held back and nearly the same as training photos; mere copies if
   *     there are more than {@link AlikePhotos#MOST} photos
   */
  public record Photos(
      PhotoFolders folders, PhotoSet train, Map<DataPart, PhotoSet> held, List<AlikePhotos> alike) {

    /** Copies the map. */
    public Photos {
      var copy = new EnumMap<DataPart, PhotoSet>(DataPart.class);
      copy.putAll(held);
      held = Collections.unmodifiableMap(copy);
      alike = List.copyOf(alike);
    }

    /** Validation photos. */
    public PhotoSet validation() {
      return Objects.requireNonNull(held.get(DataPart.VALIDATION), "validation photos");
    }

    /** Files that could not be used. */
    public List<SkippedFile> skipped() {
      return all().flatMap(set -> set.skipped().stream()).toList();
    }

    /** Files that are used although something is wrong with them. */
    public List<DamagedFile> damaged() {
      return all().flatMap(set -> set.damaged().stream()).toList();
    }

    private Stream<PhotoSet> all() {
      return Stream.concat(Stream.of(train), held.values().stream());
    }

    /**
     * What to know before the start, a sentence each, without full stop: where the photos come
     * from, and for which classes there are few.
     */
    public List<String> notes() {
      return Stream.concat(folders.notes().stream(), PhotoNotes.of(this).stream()).toList();
    }

    /** Number of all photos. */
    public int size() {
      return all().mapToInt(PhotoSet::size).sum();
    }

    /** Photos that are in both parts: they make the accuracy higher than it is on new photos. */
    public List<Leak> leaks() {
      return train.leaks(validation());
    }
  }

  /** The photos. */
  public Photos photos() {
    return photos;
  }

  /**
   * The pretrained model, with what its file leaves open as the training photos have decided it.
   */
  public Model pretrained() {
    return pretrained;
  }

  /** The network, with its new head, as it will be trained: what is frozen is frozen. */
  public Classifier network() {
    return network;
  }

  /** What is made small, and what is measured. */
  public Task task() {
    return task;
  }

  /** What a file will say of the model. */
  public ModelCard card() {
    return card;
  }

  /** Learning rate of the parameter of that name, unless it is frozen. */
  public double rate(String parameter) {
    return network.inHead(parameter) ? settings.headRate : settings.base();
  }

  /**
   * Keeps what comes of it in a folder: what a {@link RunFolder} has, {@code baseline.safetensors},
   * the model whose head alone has learned, and {@code split.json}, which photo was in which part
   * ({@link SplitRecord}), and {@code finetune.json}, what it began with ({@link FineTuneRecord}).
   */
  public FineTuning folder(Path folder) {
    return new FineTuning(settings, pretrained, network, card, photos, task, Optional.of(folder));
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
    Evaluation baseline = baseline(resumed);
    Optional<TrainingResult> fit = isDone() ? Optional.empty() : Optional.of(tune(resumed));
    Model model = Model.of(fit.map(TrainingResult::card).orElse(card), network);
    return new FineTuneResult(new PartScores(baseline, held(model)), fit, model, folder, measure());
  }

  /** Parts that nothing was chosen by, looked at once. */
  private Map<DataPart, Evaluation> held(Model model) {
    Map<DataPart, Evaluation> scores = new EnumMap<>(DataPart.class);
    photos
        .held()
        .forEach(
            (part, set) -> {
              if (part != DataPart.VALIDATION && !settings.stop.requested()) {
                scores.put(part, settings.precision.use(() -> evaluation(model, set)));
              }
            });
    return scores;
  }

  private Evaluation evaluation(Model model, PhotoSet set) {
    return photos.folders().targets().task().hasClasses()
        ? model.evaluate(set)
        : Evaluator.of(model.network(), task).run(inOrder(set));
  }

  /** What decides which epoch was the best. */
  private Metric measure() {
    return task.metrics().getFirst();
  }

  /** Whether the head alone is to be trained, or the user wants no more. */
  private boolean isDone() {
    return settings.freeze instanceof Freeze.All || settings.stop.requested();
  }

  private Evaluation baseline(boolean resumed) {
    if (folder.isEmpty()) {
      return settings.precision.use(this::trainHead);
    }
    var run = new RunFolder(folder.get());
    try (RunLock _ = run.lock()) {
      Path kept = run.path().resolve(BASELINE);
      begin(run, kept, resumed);
      Optional<ModelFile> trained = whole(kept);
      if (trained.isPresent()) {
        return settings.precision.use(() -> evaluated(trained.get()));
      }
      Evaluation baseline = settings.precision.use(this::trainHead);
      ModelFile.of(card, network).write(isDone() ? run.model() : kept);
      return baseline;
    }
  }

  /** Writes what the run is of, or checks it. */
  private void begin(RunFolder run, Path baseline, boolean resumed) {
    var record = FineTuneRecord.of(card.provenance(), network, photos.folders());
    if (resumed) {
      FineTuneRecord.read(run.path()).require(record, run.path());
      return;
    }
    run.clear();
    try {
      Files.deleteIfExists(baseline);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SplitRecord.of(photos.folders(), photos.train()).write(run.path());
    record.write(run.path());
  }

  /** A model file, unless there is none or it is damaged. */
  private static Optional<ModelFile> whole(Path file) {
    try {
      return Files.exists(file) ? Optional.of(ModelFile.read(file)) : Optional.empty();
    } catch (FormatException _) {
      return Optional.empty();
    }
  }

  /** The head as it has learned before. */
  private Evaluation evaluated(ModelFile trained) {
    StateDict.load(network, trained.values());
    return headTrainer().evaluate(features(photos.validation()));
  }

  private Evaluation trainHead() {
    HeadTrainer trainer = headTrainer();
    Features train = features(photos.train());
    Features validation = features(photos.validation());
    trainer.fit(train);
    return trainer.evaluate(validation);
  }

  private HeadTrainer headTrainer() {
    new Freeze.All().applyTo(network);
    return HeadTrainer.of(network.head())
        .task(task)
        .optimizer(new Adam(settings.headRate))
        .seed(settings.seed);
  }

  private Features features(PhotoSet of) {
    return Features.of(
        network.body(),
        inOrder(of),
        (done, total) -> {
          settings.callback.features(done, total);
          return !settings.stop.requested();
        });
  }

  private DataLoader inOrder(PhotoSet of) {
    return new DataLoader(
        examples(of, Augmentations.NONE), InferenceBatchSize.of(card.preprocessing().input()));
  }

  private DataSet examples(PhotoSet of, Augmentations augments) {
    return TargetTask.examples(
        of.prepared(card.preprocessing()).augments(augments), of, photos.folders().targets());
  }

  private TrainingResult tune(boolean resumed) {
    settings.freeze.applyTo(network);
    DataSet changing = examples(photos.train(), settings.augments);
    DataLoader train =
        settings.loading.apply(new DataLoader(changing, settings.batch).shuffle(settings.seed));
    Trainer trainer =
        Trainer.of(network)
            .task(task)
            .optimizer(new Adam(settings.headRate))
            .schedule(Schedule.cosine())
            .groups(groups())
            .epochs(settings.epochs)
            .seed(settings.seed)
            .precision(settings.precision)
            .callbacks(settings.callback);
    Trainer changed =
        settings.training.apply(trainer).provenance(card.provenance()).stop(settings.stop);
    Trainer saving = folder.map(changed::folder).orElse(changed);
    Trainer unfreezing =
        settings.unfreezeAfter.isPresent()
            ? saving.unfreezeAfter(settings.unfreezeAfter.getAsInt())
            : saving;
    DataLoader validation = inOrder(photos.validation());
    return resumed && hasCheckpoint()
        ? unfreezing.resume(train, validation)
        : unfreezing.fit(train, validation);
  }

  private boolean hasCheckpoint() {
    return folder.filter(run -> !new RunFolder(run).checkpoints().files().isEmpty()).isPresent();
  }

  /** Everything at the rate of the base, but the head at its own. */
  private ParameterGroup[] groups() {
    return Stream.concat(
            Stream.of(ParameterGroup.of("").rate(settings.base() / settings.headRate)),
            network.headPaths().stream().map(ParameterGroup::of))
        .toArray(ParameterGroup[]::new);
  }
}
