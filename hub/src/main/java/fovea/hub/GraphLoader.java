package fovea.hub;

import fovea.data.Preprocessing;
import fovea.data.pixels.PictureShape;
import fovea.error.UserException;
import fovea.format.JsonObject;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.keras.KerasModel;
import fovea.model.CardMetadata;
import fovea.model.ModelCard;
import fovea.nn.Mode;
import fovea.onnx.OnnxNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
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
    OnnxNetwork network = OnnxNetwork.read(file);
    options
        .mapping()
        .accept(
            network.parameters().entrySet().stream()
                .map(
                    entry ->
                        new MappedTensor(
                            entry.getKey(),
                            entry.getKey(),
                            entry.getValue().shape().toString(),
                            "loaded"))
                .toList());
    return load(file, network);
  }

  /** A model of Keras. */
  Model keras(Path file, KerasModel.Graph graph) {
    refuseArchitecture(file);
    graph.notes().forEach(note -> notes.add(file + ": " + note));
    options.mapping().accept(MappedTensor.of(graph.mapping()));
    return load(file, network(file, graph));
  }

  private static OnnxNetwork network(Path file, KerasModel.Graph graph) {
    try {
      return OnnxNetwork.of(graph.model());
    } catch (UserException e) {
      throw e.within(file.toString());
    }
  }

  private Model load(Path file, OnnxNetwork read) {
    OnnxNetwork bare = read.logits();
    Optional<ModelCard> known = card(file, bare);
    var writer = new CardWriter(options, notes);
    Preprocessing preprocessing =
        writer.preprocessing(
            usual(file, bare), known.map(ModelCard::preprocessing), Optional.empty());
    PictureShape input = preprocessing.input();
    Shape logits = logits(file, bare, preprocessing);
    OnnxNetwork network = logits.rank() > 2 ? bare.flattened() : bare;
    int count = Math.toIntExact(logits.elements());
    List<String> classes = writer.classes(count, input, known.map(ModelCard::classes));
    JsonObject provenance = CardWriter.provenance(file.getFileName().toString());
    return new Model(
        file.toString(),
        new ModelCard(network.blueprint(), classes, preprocessing, provenance)
            .untrained(known.map(ModelCard::untrained).orElseGet(List::of)),
        network,
        notes);
  }

  /** What the file says of itself, if Fovea has written it. */
  private static Optional<ModelCard> card(Path file, OnnxNetwork network) {
    var metadata = network.structure().metadata();
    return CardMetadata.isIn(metadata)
        ? Optional.of(CardMetadata.read(file.toString(), metadata))
        : Optional.empty();
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
  private static Shape logits(Path file, OnnxNetwork network, Preprocessing preprocessing) {
    Tensor one = Tensor.full(preprocessing.input().batch(1), 0);
    Shape logits = Mode.inference(() -> one.apply(network)).shape();
    if (logits.rank() < 2) {
      throw FoveaException.at(
          file.toString(),
          "expected logits [n, classes] as output, found " + logits,
          "use a network that classifies");
    }
    return logits;
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
