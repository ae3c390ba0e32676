package fovea.hub;

import fovea.data.Preprocessing;
import fovea.data.pixels.PictureShape;
import fovea.error.UserException;
import fovea.format.JsonObject;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.hub.task.CardTask;
import fovea.keras.KerasModel;
import fovea.model.CardMetadata;
import fovea.model.ModelCard;
import fovea.nn.Mode;
import fovea.onnx.OnnxEnding;
import fovea.onnx.OnnxNetwork;
import fovea.onnx.OnnxPictures;
import fovea.zoo.weights.WeightNotes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Loads whole networks of other programs. */
final class GraphLoader {

  private final ModelOptions options;
  private final List<String> notes = new ArrayList<>();

  GraphLoader(ModelOptions options) {
    this.options = options;
  }

  /** A network in ONNX. */
  Model onnx(Path file) {
    refuseArchitecture(file);
    OnnxPictures pictures = OnnxPictures.read(file);
    if (pictures.channelsLast()) {
      notes.add("input: [n, h, w, c] in the file; here the network takes [n, c, h, w]");
    }
    Model model = load(file, pictures);
    options.mapping().accept(MappedTensor.loaded(model.network()));
    return model;
  }

  /** A model of Keras, perhaps with a description in a file of its own. */
  Model keras(Path file, KerasModel.Graph graph, Optional<Path> description) {
    refuseArchitecture(file);
    description.ifPresent(json -> notes.add("network: described by " + json));
    graph.notes().forEach(note -> notes.add(file + ": " + note));
    options.mapping().accept(MappedTensor.of(graph.mapping()));
    return load(file, OnnxPictures.of(graph.model()));
  }

  private Model load(Path file, OnnxPictures pictures) {
    try {
      return CardMetadata.isIn(pictures.model().metadata())
          ? saved(file, pictures)
          : foreign(file, pictures);
    } catch (UserException e) {
      throw e.within(file.toString());
    }
  }

  /** A network that Fovea has written: its file says what it is for. */
  private Model saved(Path file, OnnxPictures pictures) {
    ModelCard card = CardMetadata.read(file.toString(), pictures.model().metadata());
    notes.addAll(WeightNotes.ofUntrained(file, card.untrained()));
    if (options.kind().isPresent()) {
      throw FoveaException.at(
          "task", "the file says itself what the network is for", "leave it out");
    }
    OnnxNetwork network = OnnxNetwork.of(pictures.model());
    var writer = new CardWriter(options);
    var size = new GraphInput(file, network, pictures);
    Preprocessing preprocessing =
        writer.preprocessing(size.shape(), Optional.of(card.preprocessing()), Optional.empty());
    PictureShape input = preprocessing.input();
    Shape outputs = outputs(network, input);
    OnnxNetwork flat = isFlat(outputs) ? flat(network, outputs) : network;
    List<String> classes =
        writer.classes(card.classes().size(), input, Optional.of(card.classes()));
    JsonObject provenance = CardTask.copied(card, provenance(writer, file));
    ModelCard read =
        new ModelCard(flat.blueprint(), classes, preprocessing, provenance)
            .untrained(card.untrained());
    return new Model(file.toString(), read, flat, notes, writer.settings());
  }

  /**
   * A network of another program, less what it does last with its scores. What gives no scores
   * stays as it is.
   */
  private Model foreign(Path file, OnnxPictures pictures) {
    OnnxEnding end = OnnxEnding.of(pictures.model());
    OnnxNetwork network = OnnxNetwork.of(end.scores());
    var writer = new CardWriter(options);
    var size = new GraphInput(file, network, pictures);
    Preprocessing preprocessing =
        writer.preprocessing(size.shape(), size.preprocessing(options, notes), Optional.empty());
    PictureShape input = preprocessing.input();
    size.note(input).ifPresent(notes::add);
    Shape outputs = outputs(network, input);
    if (outputs.rank() < 2) {
      network = OnnxNetwork.of(end.bare());
      outputs = outputs(network, input);
    }
    network = isFlat(outputs) ? flat(network, outputs) : OnnxNetwork.of(pictures.model());
    outputs = outputs(network, input);
    if (outputs.rank() < 2) {
      throw FoveaException.here(
          "expected scores [n, classes] as output, found " + outputs,
          "use a network that classifies");
    }
    PredictionKind kind = writer.kind(outputs.dim(1), said(end.kind(), outputs));
    List<String> classes = writer.classes(kind.names(outputs.dim(1)), input, Optional.empty());
    JsonObject provenance = CardTask.record(kind.task(), provenance(writer, file));
    var card = new ModelCard(network.blueprint(), classes, preprocessing, provenance);
    return new Model(file.toString(), card, network, notes, writer.settings());
  }

  private static JsonObject provenance(CardWriter writer, Path file) {
    return writer.provenance(file.getFileName().toString());
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

  private static OnnxNetwork flat(OnnxNetwork network, Shape outputs) {
    return outputs.rank() > 2 ? network.flattened() : network;
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
