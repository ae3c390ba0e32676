package fovea.hub;

import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.pixels.Picture;
import fovea.error.UserException;
import fovea.format.FormatException;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.hub.settings.OpenSettings;
import fovea.hub.settings.TrialPhotos;
import fovea.hub.task.CardTask;
import fovea.hub.task.PictureTask;
import fovea.model.ModelCard;
import fovea.model.ModelFile;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.Network;
import fovea.nn.Tensors;
import fovea.onnx.OnnxExport;
import fovea.train.TrainingResult;
import fovea.train.metric.Evaluation;
import fovea.train.predict.Predictor;
import fovea.train.predict.TaskPredictor;
import fovea.train.task.Task;
import fovea.train.task.TaskKind;
import fovea.zoo.catalog.NetworkArguments;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A trained model, ready to use by any number of threads. The device is the current one when the
 * model is made, and so is the precision unless {@link #precision} names one.
 */
public final class Model {
  private final String source;
  private final ModelCard card;
  private final Network network;
  private final List<String> notes;
  private final PictureTask shown;
  private final OpenSettings settings;
  private final Optional<Predictor> predictor;

  Model(String source, ModelCard card, Network network, List<String> notes, OpenSettings settings) {
    this(source, card, network, notes, settings, predictor(card, network));
  }

  private Model(
      String source,
      ModelCard card,
      Network network,
      List<String> notes,
      OpenSettings settings,
      Optional<Predictor> predictor) {
    this.source = source;
    this.card = card;
    this.network = network;
    this.notes = List.copyOf(notes);
    this.shown = PictureTask.of(card);
    this.settings = settings;
    this.predictor = predictor;
  }

  /** A network with a card that says how to use it. */
  public static Model of(ModelCard card, Network network) {
    return new Model(card.blueprint().name(), card, network, List.of(), OpenSettings.none());
  }

  /** What a training has made. */
  public static Model of(TrainingResult fit) {
    return of(fit.card(), fit.model());
  }

  /** Where it comes from: a file, as a rule. */
  public String source() {
    return source;
  }

  /** What is said of it: architecture, classes, preprocessing, provenance. */
  public ModelCard card() {
    return card;
  }

  /** The network itself. */
  public Network network() {
    return network;
  }

  /**
   * The network itself, if it makes one tensor of one, such as logits {@code [n, classes]} of
   * pictures.
   *
   * @throws FoveaException if it has several inputs or outputs
   */
  public Layer layer() {
    return switch (network) {
      case Layer layer -> layer;
      case Network _ ->
          throw FoveaException.at(
              source,
              "expected a network of one input and one output, found one of several",
              "call network() with all of them");
    };
  }

  /** What was guessed or left out when it was loaded, a sentence each, without full stop. */
  public List<String> notes() {
    return notes;
  }

  /** What its file leaves open, the values that were taken, and why. */
  public OpenSettings settings() {
    return settings;
  }

  /**
   * The same model, with what its file leaves open decided by photos as far as they tell: by the
   * running statistics of all norms, which fit photos better in the right network. Photos that
   * cannot be read are left out. Eight are the least, and more tell more.
   */
  public Model decideBy(List<PictureInput> photos) {
    return SettingsDecision.of(this, photos);
  }

  /**
   * The same model, with what its file leaves open decided by labelled photos of any classes: the
   * features of the right network tell them apart better, and the statistics of its norms fit.
   *
   * @param photos of which at most {@link TrialPhotos#MOST} are used
   * @param seed decides which
   */
  public Model decideByFeatures(PictureSet photos, long seed) {
    return SettingsDecision.of(this, photos, TrialPhotos.Use.FEATURES, seed);
  }

  /**
   * The same model, with what its file leaves open decided by photos of its own classes: by the
   * statistics of norms or, where these do not tell, by what it takes the photos for.
   *
   * @param photos of which at most {@link TrialPhotos#MOST} are used
   * @param seed decides which
   */
  public Model decideByClasses(PictureSet photos, long seed) {
    return classes().equals(photos.classes()) && shown.kind() == TaskKind.CLASSES
        ? SettingsDecision.of(this, photos, TrialPhotos.Use.CLASSES, seed)
        : this;
  }

  /**
   * The names of the classes or labels, by index of the output; two where one output tells them
   * apart.
   */
  public List<String> classes() {
    return card.classes();
  }

  /** How it wants pictures. */
  public Preprocessing preprocessing() {
    return card.preprocessing();
  }

  /** What the network was made for. */
  public NetworkArguments arguments() {
    return Networks.arguments(card);
  }

  /**
   * What the network was made for, as its file or its graph says; classification where they say
   * nothing.
   *
   * @throws fovea.format.FormatException if it is a task whose codec is not registered
   */
  public Task task() {
    try {
      return CardTask.of(card);
    } catch (FormatException e) {
      throw e.within(source);
    }
  }

  /**
   * Requires a network that was loaded or trained as a whole: what another one says means nothing.
   *
   * @throws FoveaException if a part of it was neither loaded nor trained
   */
  public void requireTrained() {
    card.requireTrained(source);
  }

  /**
   * What gives the predictions of the model's {@link #task} for batches of named inputs. Keep it:
   * each one makes its own plans.
   *
   * @throws fovea.format.FormatException as {@link #task} does
   * @throws FoveaException if a part of the network was neither loaded nor trained
   */
  public TaskPredictor predictions() {
    requireTrained();
    return TaskPredictor.of(network, task());
  }

  /**
   * How the model's predictions are to be read.
   *
   * @throws FoveaException if the network gives no scores of classes or labels, and no numbers that
   *     have names
   */
  public PredictionKind kind() {
    Shape scores = scores();
    if (shown.kind() == TaskKind.VALUES) {
      return PredictionKind.REGRESSION;
    }
    boolean labels = shown.kind() == TaskKind.LABELS;
    PredictionKind several = labels ? PredictionKind.MULTI_LABEL : PredictionKind.CLASSES;
    return shown.isBinary(scores.dim(1)) ? PredictionKind.BINARY : several;
  }

  /** Requires scores of classes or labels. */
  void requireScores() {
    if (kind() == PredictionKind.REGRESSION) {
      throw FoveaException.at(
          source,
          "expected scores of classes or labels, found numbers: " + String.join(", ", classes()),
          "use a model that tells classes or labels apart; predict, or Model.measure(), shows the"
              + " numbers");
    }
  }

  /** Shape of the predictions for one picture. */
  private Shape scores() {
    Layer scored = layer();
    Tensor one = Tensor.full(inputType(1), 0);
    try {
      Tensor outputs = Mode.inference(() -> one.apply(scored));
      return shown.predictions(Tensors.of(Tensors.OUTPUT, outputs)).only().shape();
    } catch (UserException e) {
      throw e.within(source);
    }
  }

  /**
   * What gives probabilities for batches of the network's input.
   *
   * @throws FoveaException if a part of the network was neither loaded nor trained
   */
  public Predictor predictor() {
    requireTrained();
    return predictor.orElseThrow(
        () ->
            FoveaException.at(
                source,
                "expected a network that classifies pictures, found one of other inputs or outputs",
                "call the network itself"));
  }

  private static Optional<Predictor> predictor(ModelCard card, Network network) {
    return switch (network) {
      case Layer layer ->
          card.pictureInput().map(input -> Predictor.of(layer, input, PictureTask.of(card)));
      case Network _ -> Optional.empty();
    };
  }

  /**
   * How well the model recognizes {@code pictures}, and which classes it takes for which; of
   * several labels, the likeliest counts. {@link ModelEvaluator} also tells how far it is.
   *
   * @throws FoveaException if the pictures have other classes than the model, or the network gives
   *     no finite numbers for one
   */
  public Evaluation evaluate(PictureSet pictures) {
    return ModelEvaluator.of(this, pictures).run();
  }

  /** What the network takes of {@code pictures} at a time: {@code [pictures, c, h, w]}. */
  public TensorType inputType(int pictures) {
    return preprocessing().input().batch(pictures);
  }

  /** The same model, computing in {@code precision}. */
  public Model precision(Precision precision) {
    return new Model(
        source, card, network, notes, settings, Optional.of(predictor().precision(precision)));
  }

  /** The same model for many threads; see {@link Predictor#batching}. */
  public Model batching(int pictures, Duration wait) {
    return new Model(
        source, card, network, notes, settings, Optional.of(predictor().batching(pictures, wait)));
  }

  /**
   * What the picture in a file shows: the {@code k} likeliest classes or labels, or all if there
   * are fewer.
   *
   * @param file a PNG, JPEG, GIF, BMP, TIFF or ICO picture of any size
   * @throws fovea.data.pixels.DataException if it is absent, damaged, or no picture
   * @throws FoveaException if it cannot be made what the model wants, or the network gives no
   *     scores of classes or labels, or no finite numbers for it
   */
  public Predictions classify(Path file, int k) {
    return classify(PictureInput.of(file), k);
  }

  /** What a picture shows whose file has this content; see {@link #classify(Path, int)}. */
  public Predictions classify(byte[] encoded, int k) {
    return classify(PictureInput.of(encoded), k);
  }

  /** What a picture of Java shows; see {@link #classify(Path, int)}. */
  @SuppressWarnings("exports") // see PictureInput
  public Predictions classify(BufferedImage picture, int k) {
    return classify(PictureInput.of(picture), k);
  }

  /** What a decoded picture of any size shows; see {@link #classify(Path, int)}. */
  public Predictions classify(Picture picture, int k) {
    return classify(PictureInput.of(picture), k);
  }

  /** What the network sees in its own input, {@code [c, h, w]}; nothing is done to it before. */
  public Predictions classify(float[] values, int k) {
    return classify(PictureInput.of(values), k);
  }

  /** What a picture in any form shows; see {@link #classify(Path, int)}. */
  public Predictions classify(PictureInput picture, int k) {
    return classify(List.of(picture), k).getFirst();
  }

  /**
   * What several pictures show, computed as one batch; see {@link #classify(Path, int)}.
   *
   * @return one for each picture, in the same order
   */
  public List<Predictions> classify(List<PictureInput> pictures, int k) {
    requireSome(k);
    return pictures.isEmpty() ? List.of() : classify(prepare(pictures), k);
  }

  /**
   * What pictures show that are {@linkplain #prepare prepared}; see {@link #classify(List, int)}.
   */
  public List<Predictions> classify(PreparedInput pictures, int k) {
    requireSome(k);
    if (shown.kind() == TaskKind.VALUES) {
      requireScores();
    }
    var names = new PredictionNames(source, shown, classes());
    List<Predictions> answers = new ArrayList<>();
    for (List<Predictor.ClassProbability> top : predictions(pictures, k)) {
      answers.add(names.of(top, k, pictures.reports().get(answers.size())));
    }
    return answers;
  }

  /**
   * The numbers that the network gives of a picture, by name: of one that was made for regression.
   *
   * @throws fovea.data.pixels.DataException if the picture is absent, damaged, or no picture
   * @throws FoveaException if it cannot be made what the model wants, or the network gives no
   *     numbers that have names
   */
  public Measurements measure(PictureInput picture) {
    if (kind() != PredictionKind.REGRESSION) {
      throw FoveaException.at(
          source,
          "expected a network that gives numbers, found one for the task " + kind(),
          "ask it by Model.classify()");
    }
    PreparedInput input = prepare(List.of(picture));
    float[] values;
    try {
      values = predictor().probabilities(input.input()).floats();
    } catch (UserException e) {
      throw e.within(input.names().getFirst());
    }
    SequencedMap<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      named.put(classes().get(i), (double) values[i]);
    }
    PictureInput.Report report = input.reports().getFirst();
    return new Measurements(named, report.steps(), report.warnings());
  }

  private static void requireSome(int k) {
    if (k < 1) {
      throw FoveaException.at("k", "expected 1 class or more, found " + k, "ask for some");
    }
  }

  /**
   * Pictures as the network takes them.
   *
   * @throws fovea.data.pixels.DataException if one is absent, damaged, or no picture
   * @throws FoveaException if one cannot be made what the model wants
   */
  public PreparedInput prepare(List<PictureInput> pictures) {
    HostBuffer batch = HostBuffer.allocate(inputType(pictures.size()));
    long bytes = inputType(1).bytes();
    List<PictureInput.Report> reports = new ArrayList<>();
    for (PictureInput picture : pictures) {
      reports.add(picture.write(preprocessing(), batch.data(), reports.size() * bytes));
    }
    return new PreparedInput(pictures.stream().map(PictureInput::name).toList(), batch, reports);
  }

  private List<List<Predictor.ClassProbability>> predictions(PreparedInput pictures, int k) {
    try {
      return predictor().top(PredictionNames.needed(k), pictures.input());
    } catch (UserException e) {
      String where = pictures.names().size() == 1 ? pictures.names().getFirst() : source;
      throw e.within(where);
    }
  }

  /**
   * Writes the model as one file that says all that is needed to use it: a network in ONNX if its
   * name ends in {@code .onnx}, else a file of Fovea.
   *
   * @throws fovea.format.FormatException if it cannot be written; an old file is then untouched
   * @throws FoveaException if the network has something that ONNX has no words for
   */
  public void save(Path file) {
    if (file.toString().endsWith(".onnx")) {
      OnnxExport.of(layer(), card).write(file);
    } else {
      ModelFile.of(card, network).write(file);
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s, %d classes, from %s", card.blueprint().name(), classes().size(), source);
  }
}
