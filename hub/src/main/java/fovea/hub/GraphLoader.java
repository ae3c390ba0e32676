package fovea.hub;

import fovea.data.Preprocessing;
import fovea.data.pixels.PictureShape;
import fovea.error.UserException;
import fovea.format.JsonObject;
import fovea.format.onnx.OnnxModel;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.keras.KerasModel;
import fovea.model.CardMetadata;
import fovea.model.ModelCard;
import fovea.nn.Mode;
import fovea.onnx.OnnxEnding;
import fovea.onnx.OnnxNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Loads whole networks of other programs. */
final class GraphLoader {

  /** Height and width where a file leaves them open. */
  private static final int OPEN = 224;

  private final ModelOptions options;
  private final List<String> notes = new ArrayList<>();

  GraphLoader(ModelOptions options) {
    this.options = options;
  }

  /** A network in ONNX. */
  Model onnx(Path file) {
    refuseArchitecture(file);
    Model model = load(file, OnnxModel.read(file));
    options.mapping().accept(MappedTensor.loaded(model.network()));
    return model;
  }

  /** A model of Keras. */
  Model keras(Path file, KerasModel.Graph graph) {
    refuseArchitecture(file);
    graph.notes().forEach(note -> notes.add(file + ": " + note));
    options.mapping().accept(MappedTensor.of(graph.mapping()));
    return load(file, graph.model());
  }

  private Model load(Path file, OnnxModel model) {
    try {
      return CardMetadata.isIn(model.metadata()) ? saved(file, model) : foreign(file, model);
    } catch (UserException e) {
      throw e.within(file.toString());
    }
  }

  /** A network that Fovea has written: its file says what it is for. */
  private Model saved(Path file, OnnxModel model) {
    ModelCard card = CardMetadata.read(file.toString(), model.metadata());
    if (options.kind().isPresent()) {
      throw FoveaException.at(
          "task", "the file says itself what the network is for", "leave it out");
    }
    OnnxNetwork network = OnnxNetwork.of(model);
    var writer = new CardWriter(options, notes);
    Preprocessing preprocessing =
        writer.preprocessing(
            usual(file, network), Optional.of(card.preprocessing()), Optional.empty());
    PictureShape input = preprocessing.input();
    OnnxNetwork flat = isFlat(outputs(network, input)) ? flat(network, input) : network;
    List<String> classes =
        writer.classes(card.classes().size(), input, Optional.of(card.classes()));
    JsonObject provenance = CardTask.copied(card, provenance(file));
    return model(
        file,
        flat,
        new ModelCard(flat.blueprint(), classes, preprocessing, provenance)
            .untrained(card.untrained()));
  }

  /**
   * A network of another program, less what it does last with its scores. What gives no scores
   * stays as it is.
   */
  private Model foreign(Path file, OnnxModel model) {
    OnnxEnding end = OnnxEnding.of(model);
    OnnxNetwork network = OnnxNetwork.of(end.scores());
    var writer = new CardWriter(options, notes);
    Preprocessing preprocessing =
        writer.preprocessing(usual(file, network), Optional.empty(), Optional.empty());
    PictureShape input = preprocessing.input();
    if (outputs(network, input).rank() < 2) {
      network = OnnxNetwork.of(end.bare());
    }
    boolean scores = isFlat(outputs(network, input));
    network = scores ? flat(network, input) : OnnxNetwork.of(model);
    Shape outputs = outputs(network, input);
    if (outputs.rank() < 2) {
      throw FoveaException.here(
          "expected scores [n, classes] as output, found " + outputs,
          "use a network that classifies");
    }
    PredictionKind kind = writer.kind(outputs.dim(1), said(end.kind(), outputs));
    List<String> classes = writer.classes(kind.names(outputs.dim(1)), input, Optional.empty());
    JsonObject provenance = CardTask.record(kind, provenance(file));
    return model(
        file, network, new ModelCard(network.blueprint(), classes, preprocessing, provenance));
  }

  private Model model(Path file, OnnxNetwork network, ModelCard card) {
    return new Model(file.toString(), card, network, notes);
  }

  private static JsonObject provenance(Path file) {
    return CardWriter.provenance(file.getFileName().toString());
  }

  /** What the end of a graph says of its outputs. */
  private static Optional<PredictionKind> said(OnnxEnding.Kind end, Shape outputs) {
    return switch (end) {
      case SOFTMAX, LARGEST -> Optional.of(PredictionKind.CLASSES);
      case SIGMOID ->
          Optional.of(outputs.dim(1) == 1 ? PredictionKind.BINARY : PredictionKind.MULTI_LABEL);
      case NONE -> Optional.empty();
    };
  }

  /** Whether a picture gets one row of scores: {@code [1, classes]}, {@code [1, classes, 1, 1]}. */
  private static boolean isFlat(Shape outputs) {
    int[] dims = outputs.dims();
    return dims.length > 1
        && dims[0] == 1
        && Arrays.stream(dims).skip(1).filter(size -> size != 1).count() <= 1;
  }

  private static OnnxNetwork flat(OnnxNetwork network, PictureShape input) {
    return outputs(network, input).rank() > 2 ? network.flattened() : network;
  }

  /** The pictures that the file declares, or those of ImageNet where it leaves their size open. */
  private static PictureShape usual(Path file, OnnxNetwork network) {
    Shape shape =
        network.input(1).map(TensorType::shape).orElseGet(() -> Shape.of(1, 3, OPEN, OPEN));
    if (shape.rank() != 4) {
      throw FoveaException.at(
          file.toString(),
          "expected a network of pictures [n, c, h, w], found one of " + shape,
          "use a network of pictures");
    }
    return new PictureShape(shape.dim(1), shape.dim(2), shape.dim(3));
  }

  /** Shape of what the network makes of one picture. */
  private static Shape outputs(OnnxNetwork network, PictureShape input) {
    Tensor one = Tensor.full(input.batch(1), 0);
    return Mode.inference(() -> one.apply(network)).shape();
  }

  private void refuseArchitecture(Path file) {
    options
        .architecture()
        .ifPresent(
            _ -> {
              throw FoveaException.at(
                  "architecture",
                  "goes with weights, " + file + " has its own network",
                  "leave it out");
            });
  }
}
