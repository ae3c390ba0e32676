package fovea.hub;

import fovea.data.Preprocessing;
import fovea.data.pixels.PictureShape;
import fovea.error.UserException;
import fovea.format.JsonObject;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.keras.KerasModel;
import fovea.model.CardMetadata;
import fovea.model.ModelCard;
import fovea.nn.Mode;
import fovea.onnx.OnnxNetwork;
import fovea.onnx.OnnxPictures;
import java.nio.file.Path;
import java.util.ArrayList;
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
    OnnxNetwork network = network(file, pictures);
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
    if (pictures.channelsLast()) {
      notes.add("input: [n, h, w, c] in the file; here the network takes [n, c, h, w]");
    }
    return load(file, network, pictures);
  }

  /** A model of Keras, perhaps with a description in a file of its own. */
  Model keras(Path file, KerasModel.Graph graph, Optional<Path> description) {
    refuseArchitecture(file);
    description.ifPresent(json -> notes.add("network: described by " + json));
    graph.notes().forEach(note -> notes.add(file + ": " + note));
    options.mapping().accept(MappedTensor.of(graph.mapping()));
    OnnxPictures pictures = OnnxPictures.of(graph.model());
    return load(file, network(file, pictures), pictures);
  }

  private static OnnxNetwork network(Path file, OnnxPictures pictures) {
    try {
      return OnnxNetwork.of(pictures.model());
    } catch (UserException e) {
      throw e.within(file.toString());
    }
  }

  private Model load(Path file, OnnxNetwork read, OnnxPictures pictures) {
    OnnxNetwork bare = read.logits();
    Optional<ModelCard> known = card(file, bare);
    var writer = new CardWriter(options);
    var size = new GraphInput(file, bare, pictures);
    Preprocessing preprocessing =
        writer.preprocessing(
            size.shape(),
            known.map(ModelCard::preprocessing).or(() -> size.preprocessing(options, notes)),
            Optional.empty());
    PictureShape input = preprocessing.input();
    if (known.isEmpty()) {
      size.note(input).ifPresent(notes::add);
    }
    Shape logits = logits(file, bare, preprocessing);
    OnnxNetwork network = logits.rank() > 2 ? bare.flattened() : bare;
    int count = Math.toIntExact(logits.elements());
    List<String> classes = writer.classes(count, input, known.map(ModelCard::classes));
    JsonObject provenance = writer.provenance(file.getFileName().toString());
    return new Model(
        file.toString(),
        new ModelCard(network.blueprint(), classes, preprocessing, provenance)
            .untrained(known.map(ModelCard::untrained).orElseGet(List::of)),
        network,
        notes,
        writer.settings());
  }

  /** What the file says of itself, if Fovea has written it. */
  private static Optional<ModelCard> card(Path file, OnnxNetwork network) {
    var metadata = network.structure().metadata();
    return CardMetadata.isIn(metadata)
        ? Optional.of(CardMetadata.read(file.toString(), metadata))
        : Optional.empty();
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
