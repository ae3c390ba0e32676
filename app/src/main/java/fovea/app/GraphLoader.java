package fovea.app;

import fovea.app.console.Column;
import fovea.app.console.Table;
import fovea.data.PictureShape;
import fovea.data.Preprocessing;
import fovea.format.JsonObject;
import fovea.graph.FoveaException;
import fovea.graph.Shape;
import fovea.graph.Tensor;
import fovea.graph.TensorType;
import fovea.keras.KerasModel;
import fovea.nn.Mode;
import fovea.onnx.OnnxNetwork;
import fovea.train.CardMetadata;
import fovea.train.ModelCard;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Loads whole networks of other programs. */
final class GraphLoader {

  private static final Table MAPPING =
      Table.of(
          Column.text("in the file"),
          Column.text("in the network"),
          Column.text("shape"),
          Column.text("what becomes of it"));

  /** Height and width where a file leaves them open. */
  private static final int OPEN = 224;

  private final Session session;
  private final WeightOptions options;

  GraphLoader(Session session, WeightOptions options) {
    this.session = session;
    this.options = options;
  }

  /** A network in ONNX. */
  LoadedModel onnx(Path file) {
    refuseArchitecture(file);
    OnnxNetwork network = OnnxNetwork.read(file);
    if (options.mapping()) {
      session.say(
          "all %d parameters of the file are taken as they are"
              .formatted(network.parameters().size()));
    }
    return load(file, network);
  }

  /** A model of Keras. */
  LoadedModel keras(Path file, KerasModel.Graph graph) {
    refuseArchitecture(file);
    graph.notes().forEach(note -> session.say(file + ": " + note));
    if (options.mapping()) {
      session.say(
          MAPPING.render(
              graph.mapping().stream()
                  .map(row -> List.of(row.from(), row.to(), row.shape().toString(), row.change()))
                  .toList()));
    }
    return load(file, OnnxNetwork.of(graph.model()));
  }

  private LoadedModel load(Path file, OnnxNetwork read) {
    OnnxNetwork bare = read.logits();
    Optional<ModelCard> known = card(file, bare);
    var writer = new CardWriter(session, options);
    Preprocessing preprocessing =
        writer.preprocessing(
            usual(file, bare), known.map(ModelCard::preprocessing), Optional.empty());
    PictureShape input = preprocessing.input();
    OnnxNetwork network = output(bare, input).rank() > 2 ? bare.flattened() : bare;
    List<String> classes =
        writer.classes(classes(file, network, input), input, known.map(ModelCard::classes));
    JsonObject provenance = writer.provenance(file.getFileName().toString());
    return new LoadedModel(
        file, new ModelCard(network.blueprint(), classes, preprocessing, provenance), network);
  }

  /** What the file says of itself, if this program has written it. */
  private static Optional<ModelCard> card(Path file, OnnxNetwork network) {
    var metadata = network.structure().metadata();
    return CardMetadata.isIn(metadata)
        ? Optional.of(CardMetadata.read(file.toString(), metadata))
        : Optional.empty();
  }

  /** The pictures that the file declares, or those of ImageNet where it leaves their size open. */
  private PictureShape usual(Path file, OnnxNetwork network) {
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

  private static int classes(Path file, OnnxNetwork network, PictureShape input) {
    Shape logits = output(network, input);
    if (logits.rank() != 2) {
      throw FoveaException.at(
          file.toString(),
          "expected logits [n, classes] as output, found " + logits,
          "use a network that classifies");
    }
    return logits.dim(1);
  }

  private static Shape output(OnnxNetwork network, PictureShape input) {
    TensorType one = TensorType.f32(1, input.channels(), input.height(), input.width());
    return Mode.inference(() -> Tensor.full(one, 0).apply(network)).shape();
  }

  private void refuseArchitecture(Path file) {
    options
        .architecture()
        .ifPresent(
            _ -> {
              throw new UsageException(
                  "--arch", "goes with weights, " + file + " has its own network", "leave it out");
            });
  }
}
