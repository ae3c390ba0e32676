package fovea.app;

import fovea.data.Framing;
import fovea.data.Geometry;
import fovea.data.PictureShape;
import fovea.data.Preprocessing;
import fovea.data.ValueRange;
import fovea.format.JsonObject;
import fovea.graph.FoveaException;
import fovea.nn.Layer;
import fovea.train.ModelCard;
import fovea.train.RunFolder;
import fovea.zoo.Arguments;
import fovea.zoo.Zoo;
import fovea.zoo.weights.ClassNames;
import fovea.zoo.weights.Pretrained;
import fovea.zoo.weights.PublishedWeights;
import fovea.zoo.weights.WeightFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Brings a model of any kind into memory: one of ours, a run's folder, published weights by their
 * name, weights in a file, a whole network of another program.
 */
final class ModelLoader {

  /** What users are told of it. */
  static final String MODEL =
      "A model: a file of fovea, the folder of a run, the name of published weights, a file of"
          + " weights (safetensors, .pth), a network in ONNX, or a model of Keras (.h5).";

  private final Session session;
  private final WeightOptions options;

  ModelLoader(Session session, WeightOptions options) {
    this.session = session;
    this.options = options;
  }

  /**
   * A model to be used as it is.
   *
   * @param source a file, the folder of a run, or the name of published weights
   */
  LoadedModel load(String source) {
    return load(source, options.partial() ? Pretrained::loadPart : Pretrained::load);
  }

  /** A model whose head is to be replaced: its weights may be missing. */
  LoadedModel loadBody(String source) {
    return load(source, options.partial() ? Pretrained::loadPart : Pretrained::loadBody);
  }

  /** How weights are loaded into a network. */
  private interface Loading {
    Layer load(Pretrained pretrained);
  }

  private LoadedModel load(String source, Loading loading) {
    Path file = find(source);
    return switch (ModelKind.of(file)) {
      case FOVEA -> {
        options.refuseFor(file);
        yield LoadedModel.of(file);
      }
      case WEIGHTS -> weights(file, loading);
      case ONNX, KERAS -> throw new UsageException(source, "not yet", "wait");
    };
  }

  /** The file, downloaded if it is published weights. */
  private Path find(String source) {
    Path named = Path.of(source);
    if (Files.exists(named)) {
      return RunFolder.modelIn(named);
    }
    return PublishedWeights.find(source)
        .map(weights -> Weights.fetch(session, weights))
        .orElseThrow(() -> Weights.unknown(source));
  }

  private LoadedModel weights(Path file, Loading loading) {
    WeightFile content = WeightFile.read(file);
    content.skipped().forEach(skipped -> session.say(file + ": " + skipped));
    Optional<PublishedWeights> known = PublishedWeights.recognize(file);
    Pretrained pretrained = pretrained(content, known);
    if (options.mapping()) {
      session.say(MappingTable.of(pretrained.mapping()));
    }
    try {
      Layer network = loading.load(pretrained);
      return new LoadedModel(file, card(file, pretrained, known), network);
    } catch (FoveaException e) {
      throw FoveaException.at(file.toString(), String.valueOf(e.getMessage()), "", e);
    }
  }

  private Pretrained pretrained(WeightFile content, Optional<PublishedWeights> known) {
    Optional<String> architecture =
        options.architecture().or(() -> known.map(PublishedWeights::network));
    try {
      return architecture
          .map(name -> Pretrained.of(Zoo.network(name), content))
          .orElseGet(() -> Pretrained.of(content));
    } catch (FoveaException e) {
      throw FoveaException.at(content.file().toString(), String.valueOf(e.getMessage()), "", e);
    }
  }

  private ModelCard card(Path file, Pretrained pretrained, Optional<PublishedWeights> known) {
    Preprocessing preprocessing = preprocessing(pretrained.arguments(), known);
    PictureShape input = preprocessing.input();
    Arguments arguments = pretrained.arguments().size(input.height(), input.width());
    String origin = known.map(PublishedWeights::name).orElse(file.getFileName().toString());
    return new ModelCard(
        pretrained.network().blueprint(arguments),
        classes(arguments),
        preprocessing,
        JsonObject.empty().with("program", "fovea " + Fovea.version()).with("weights", origin));
  }

  private List<String> classes(Arguments arguments) {
    return options
        .labels()
        .map(file -> labels(file, arguments.classes()))
        .or(() -> ClassNames.guess(arguments.classes(), shape(arguments)))
        .orElseGet(() -> ClassNames.numbered(arguments.classes()));
  }

  private static List<String> labels(Path file, int classes) {
    try {
      List<String> names = Files.readAllLines(file).stream().filter(l -> !l.isBlank()).toList();
      if (names.size() != classes) {
        throw new UsageException(
            "--labels",
            "expected %,d names of classes, found %,d in %s".formatted(classes, names.size(), file),
            "write one in each line");
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Preprocessing preprocessing(Arguments arguments, Optional<PublishedWeights> known) {
    return options
        .preprocessing(arguments.height())
        .or(() -> known.map(PublishedWeights::preprocessing))
        .orElseGet(() -> assumed(shape(arguments)));
  }

  private static PictureShape shape(Arguments arguments) {
    return new PictureShape(arguments.channels(), arguments.height(), arguments.width());
  }

  /** Torchvision's, since most weights want it; nothing in a file of weights tells. */
  private Preprocessing assumed(PictureShape shape) {
    if (shape.channels() != 3 || shape.height() != shape.width()) {
      session.say("preprocessing: values from 0 to 1; nothing tells what the weights want");
      return new Preprocessing(
          Geometry.whole(shape, Framing.OBJECT), ValueRange.unit(shape.channels()));
    }
    session.say(
        "preprocessing: imagenet, as torchvision has it, since nothing tells what the weights want;"
            + " --preprocessing says otherwise");
    int size = shape.height();
    return Preprocessing.imagenet(size, PreprocessingName.usualShortSide(size));
  }
}
