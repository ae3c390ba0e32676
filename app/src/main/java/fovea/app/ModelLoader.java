package fovea.app;

import fovea.keras.KerasModel;
import fovea.train.RunFolder;
import fovea.zoo.weights.Pretrained;
import fovea.zoo.weights.PublishedWeights;
import java.nio.file.Files;
import java.nio.file.Path;

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
    return load(source, Pretrained::load);
  }

  /** A model whose head is to be replaced: its weights may be missing. */
  LoadedModel loadBody(String source) {
    return load(source, Pretrained::loadBody);
  }

  private LoadedModel load(String source, WeightLoader.Loading whole) {
    Path file = find(source);
    var graphs = new GraphLoader(session, options);
    var weights =
        new WeightLoader(session, options, options.partial() ? Pretrained::loadPart : whole);
    return switch (ModelKind.of(file)) {
      case FOVEA -> {
        options.refuseFor(file);
        yield LoadedModel.of(file);
      }
      case WEIGHTS -> weights.load(file);
      case ONNX -> graphs.onnx(file);
      case KERAS ->
          switch (KerasModel.read(file)) {
            case KerasModel.Graph graph -> graphs.keras(file, graph);
            case KerasModel.ZooWeights named -> weights.load(file, named);
          };
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
}
