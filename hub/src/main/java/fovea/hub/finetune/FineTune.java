package fovea.hub.finetune;

import fovea.data.DataLoader;
import fovea.data.augment.geometric.HorizontalFlip;
import fovea.data.augment.geometric.RandomResizedCrop;
import fovea.data.augment.pipeline.Augmentations;
import fovea.data.photo.PhotoFolders;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Precision;
import fovea.hub.Model;
import fovea.hub.ModelOptions;
import fovea.hub.Models;
import fovea.hub.WeightFit;
import fovea.nn.Classifier;
import fovea.nn.Network;
import fovea.nn.Parameters;
import fovea.nn.layer.BatchNorm1d;
import fovea.nn.layer.BatchNorm2d;
import fovea.train.StopSignal;
import fovea.train.Trainer;
import fovea.train.average.WeightAverage;
import fovea.train.schedule.Schedule;
import fovea.train.schedule.WarmupSchedule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Makes a classifier for a user's own photos out of a pretrained model: settings with defaults,
 * each changed by the method of its name, and {@link #run} to start. First the new head learns from
 * features that the rest computes once, which gives the baseline; then, unless that is frozen as a
 * whole, the rest is tuned, too; at the end training photos that were held out choose which of the
 * two is kept, or what lies between.
 *
 * <p>{@code FineTune.of("mobilenet_v2").on(Path.of("photos")).run()} is a whole program. The same
 * photos, model and settings give the same result bit for bit on the same machine.
 */
public final class FineTune {

  /** What photos are changed by where nobody says otherwise: mirrored, and cut to a part. */
  public static final Augmentations AUGMENTATION =
      Augmentations.of(new HorizontalFlip(), new RandomResizedCrop(0.5));

  /** The rate of everything but the head where nobody says otherwise, as a share of the head's. */
  public static final double BASE_SHARE = 0.1;

  /** The rate of the head while the rest is tuned. */
  public static final double HEAD_RATE = 1e-3;

  /** Photos in a step. */
  public static final int BATCH = 32;

  /** How rates change: they rise for half an epoch, so that nothing is spoiled, and fall to 0. */
  public static final Schedule SCHEDULE = new WarmupSchedule(0.5, Schedule.cosine());

  /** What is tested and kept of the weights. */
  public static final WeightAverage AVERAGE = WeightAverage.ema(0.95);

  /** Key of the provenance under which the settings stand. */
  static final String SETTINGS = "finetune";

  final Model pretrained;
  final Classifier network;
  Optional<PhotoFolders> folders = Optional.empty();
  Path photos = Path.of("");
  PhotoSplit split = new PhotoSplit();
  Freeze freeze = new Freeze.Early();
  OptionalInt unfreezeAfter = OptionalInt.empty();
  FineTuneRecipe recipe = FineTuneRecipe.STANDARD;
  boolean keepsTuned;
  OptionalInt epochs = OptionalInt.empty();
  int batch = BATCH;
  double headRate = HEAD_RATE;
  Optional<Double> baseRate = Optional.empty();
  Augmentations augments = AUGMENTATION;
  UnaryOperator<Trainer> training = UnaryOperator.identity();
  UnaryOperator<DataLoader> loading = UnaryOperator.identity();
  OptionalInt shortSide = OptionalInt.empty();
  Precision precision = Precision.current();
  long seed = 1;
  FineTuneCallback callback = FineTuneCallback.none();
  StopSignal stop = new StopSignal();

  private FineTune(Model pretrained, Classifier network) {
    this.pretrained = pretrained;
    this.network = network;
  }

  /**
   * Of a model whose network ends in a head that can be replaced, with the defaults: the {@link
   * FineTuneRecipe#STANDARD standard recipe}, batches of 32 with Adam, 0.001 for the head and a
   * tenth of it for the rest, photos mirrored and cut at random, early layers and norms frozen,
   * seed 1.
   *
   * @throws FoveaException if the network has no such head
   */
  public static FineTune of(Model pretrained) {
    return switch (pretrained.network()) {
      case Classifier network -> new FineTune(pretrained, network);
      case Network _ ->
          throw FoveaException.at(
              pretrained.source(),
              "expected a network that ends in a head, found one that does not",
              "use a network that ends in a linear layer");
    };
  }

  /** Of a model as {@link Models#load(String)} finds it, whose own head need not be there. */
  public static FineTune of(String source) {
    return of(Models.load(source, new ModelOptions().fit(WeightFit.BODY)));
  }

  /**
   * With the photos of a folder that has a sub-folder for each class, or folders for training and
   * validation that have; see {@link fovea.data.photo.PhotoLayout}.
   */
  public FineTune on(Path photos) {
    return with(
        changed -> {
          changed.photos = photos;
          changed.folders = Optional.empty();
        });
  }

  /** With photos that are found, and perhaps parted, already. */
  public FineTune on(PhotoFolders folders) {
    return with(
        changed -> {
          changed.photos = folders.source();
          changed.folders = Optional.of(folders);
        });
  }

  /** Judged by other photos; by default those in a folder for them, or a fifth of each class. */
  public FineTune validation(HeldOut validation) {
    return split(split.validation(validation));
  }

  /** With another choice of the photos that are held back: validation, train-dev and test. */
  public FineTune split(PhotoSplit split) {
    return with(changed -> changed.split = split);
  }

  /** With a part of the network, or all but its head, as it is. */
  public FineTune freeze(Freeze freeze) {
    return with(changed -> changed.freeze = freeze);
  }

  /**
   * With everything learning after so many epochs.
   *
   * @throws FoveaException if it is below 1
   */
  public FineTune unfreezeAfter(int epochs) {
    atLeastOne("unfreeze after", epochs);
    return with(changed -> changed.unfreezeAfter = OptionalInt.of(epochs));
  }

  /** With another recipe: how much is done where these settings do not say it. */
  public FineTune recipe(FineTuneRecipe recipe) {
    return with(changed -> changed.recipe = recipe);
  }

  /**
   * Keeping the tuned network whatever the held-out photos say, for what their loss does not show,
   * such as robustness to adversarial examples; by default they choose.
   */
  public FineTune keepTuned() {
    return with(changed -> changed.keepsTuned = true);
  }

  /**
   * With so many epochs after the head has learned alone, however few photos there are; by default
   * the recipe decides.
   *
   * @throws FoveaException if it is below 1
   */
  public FineTune epochs(int epochs) {
    atLeastOne("epochs", epochs);
    return with(changed -> changed.epochs = OptionalInt.of(epochs));
  }

  /**
   * With so many photos in a step.
   *
   * @throws FoveaException if it is below 1
   */
  public FineTune batch(int batch) {
    atLeastOne("batch", batch);
    return with(changed -> changed.batch = batch);
  }

  /**
   * With another learning rate of the head, and a tenth of it for the rest unless that is given.
   */
  public FineTune headRate(double rate) {
    return with(changed -> changed.headRate = positive("head rate", rate));
  }

  /** With another learning rate of everything but the head. */
  public FineTune baseRate(double rate) {
    return with(changed -> changed.baseRate = Optional.of(positive("base rate", rate)));
  }

  /**
   * With training photos kept at another short side, in pixels, for the random changes: by default
   * that of the model's preprocessing, such as 256; longer ones are sharper and take more memory.
   */
  public FineTune shortSide(int pixels) {
    return with(changed -> changed.shortSide = OptionalInt.of(pixels));
  }

  /** With other random changes of the photos, before they are cut to the size of the input. */
  public FineTune augments(Augmentations augments) {
    return with(changed -> changed.augments = augments);
  }

  /**
   * With other settings of the trainer that tunes everything, such as {@code trainer ->
   * trainer.average(WeightAverage.ema(0.99))}. Callbacks given there take the place of {@link
   * #callback}.
   */
  public FineTune training(UnaryOperator<Trainer> change) {
    return with(changed -> changed.training = change);
  }

  /** With other settings of the loader of training photos, such as {@code l -> l.threads(2)}. */
  public FineTune loading(UnaryOperator<DataLoader> change) {
    return with(changed -> changed.loading = change);
  }

  /** Computing in another precision than the current one. */
  public FineTune precision(Precision precision) {
    return with(changed -> changed.precision = precision);
  }

  /** With another seed of everything random. */
  public FineTune seed(long seed) {
    return with(changed -> changed.seed = seed);
  }

  /** Telling {@code callback} what happens. */
  public FineTune callback(FineTuneCallback callback) {
    return with(changed -> changed.callback = callback);
  }

  /** Stopping after the running step, with everything saved, once {@code stop} is requested. */
  public FineTune stop(StopSignal stop) {
    return with(changed -> changed.stop = stop);
  }

  /**
   * Fine-tunes; nothing is saved. {@code prepare().folder(folder).run()} saves, and {@code
   * prepare().folder(folder).resume()} goes on.
   *
   * @throws fovea.data.pixels.DataException if there are no photos of two classes or more
   * @throws FoveaException if the training diverges
   */
  public FineTuneResult run() {
    return prepare().run();
  }

  /**
   * Decodes all photos, decides by them what the file of the pretrained model leaves open, and
   * gives the network its new head, so that all can be looked at before anything learns.
   *
   * @throws fovea.data.pixels.DataException if there are no photos of two classes or more, or none
   *     to be judged by
   * @throws FoveaException if there is no layer up to which the network is to be frozen, or layers
   *     would be frozen that have initial values
   */
  public FineTuning prepare() {
    return new Preparation(this).run();
  }

  /**
   * Number of epochs for which more than the head would learn from these photos: 0 if the head
   * alone learns.
   */
  public int plannedEpochs(PhotoFolders parts) {
    if (freezing() instanceof Freeze.All) {
      return 0;
    }
    // Layers with initial values have to learn, be it from few photos.
    return epochs.orElse(
        untrained().isEmpty()
            ? recipe.epochs(parts)
            : recipe.epochs(parts.train().photos().size()));
  }

  /**
   * What stays as it is: all but the head if that is all that the recipe wants, and no early layers
   * where some have initial values.
   */
  Freeze freezing() {
    boolean early = freeze instanceof Freeze.Early && !untrained().isEmpty();
    return recipe == FineTuneRecipe.QUICK ? new Freeze.All() : early ? new Freeze.None() : freeze;
  }

  /** Parameters and statistics before the head that have initial values. */
  private List<String> untrained() {
    return pretrained.card().untrained().stream().filter(name -> !network.inHead(name)).toList();
  }

  /**
   * Freezes what is to be frozen, and all norms: the statistics of the pretrained network are of
   * more pictures than a user's photos, of which a batch has but some. Norms with initial values
   * learn.
   */
  void applyFreezeTo(Classifier headed) {
    freezing().applyTo(headed);
    List<String> untrained = untrained();
    Parameters.layers(headed)
        .forEach(
            (path, layer) -> {
              if (isNorm(layer)
                  && !headed.inHead(path)
                  && untrained.stream().noneMatch(name -> Parameters.isInside(name, path))) {
                Parameters.freeze(headed, path);
              }
            });
  }

  private static boolean isNorm(Network layer) {
    return layer instanceof BatchNorm1d || layer instanceof BatchNorm2d;
  }

  /** Rate of everything but the head. */
  double base() {
    return baseRate.orElse(headRate * BASE_SHARE);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw FoveaException.at(name, "expected 1 or more, found " + value, "choose another number");
    }
  }

  private static double positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw FoveaException.at(
          name, "expected a number above 0, found " + value, "choose another value");
    }
    return value;
  }

  private FineTune with(Consumer<FineTune> change) {
    FineTune copy = new FineTune(pretrained, network);
    copy.folders = folders;
    copy.photos = photos;
    copy.split = split;
    copy.freeze = freeze;
    copy.unfreezeAfter = unfreezeAfter;
    copy.recipe = recipe;
    copy.keepsTuned = keepsTuned;
    copy.epochs = epochs;
    copy.batch = batch;
    copy.headRate = headRate;
    copy.baseRate = baseRate;
    copy.augments = augments;
    copy.training = training;
    copy.loading = loading;
    copy.shortSide = shortSide;
    copy.precision = precision;
    copy.seed = seed;
    copy.callback = callback;
    copy.stop = stop;
    change.accept(copy);
    return copy;
  }
}
