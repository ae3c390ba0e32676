package fovea.hub;

import fovea.data.Preprocessing;
import fovea.data.pixels.PictureShape;
import fovea.hub.file.LabelFile;
import fovea.zoo.weights.WeightStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a model is loaded: what its file does not say, and where published weights are kept. What is
 * left out is found by the file, or guessed, and the model's notes say so.
 *
 * @param architecture the network that a file of weights belongs to, such as {@code resnet50} or
 *     {@code mobilenet_v2:padding=same}, or the file of a description by Keras, {@code model.json}
 * @param preprocessing how the weights want pictures
 * @param labels where the names of the classes come from
 * @param kind what the outputs say of a picture, where neither the file nor the end of the network
 *     tells: one of several classes, unless there is only one output
 * @param prefix what the names of the network's tensors begin with in a file of weights, such as
 *     {@code model.}, where that is not to be found
 * @param fit how much of the network the weights must fill
 * @param store where published weights are kept, and whether and how they are downloaded
 * @param mapping is told what becomes of each tensor before anything is loaded
 */
public record ModelOptions(
    Optional<String> architecture,
    Optional<PreprocessingChoice> preprocessing,
    Optional<Labels> labels,
    Optional<PredictionKind> kind,
    Optional<String> prefix,
    WeightFit fit,
    WeightStore store,
    Consumer<List<MappedTensor>> mapping) {

  /** Nothing is said; published weights are downloaded into the user's cache. */
  public ModelOptions() {
    this(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        WeightFit.WHOLE,
        WeightStore.defaults(),
        _ -> {});
  }

  /** A preprocessing that depends on the pictures for which a network was made. */
  @FunctionalInterface
  public interface PreprocessingChoice {

    /**
     * That for a network that takes {@code usual} pictures.
     *
     * @throws fovea.graph.type.FoveaException if it is for pictures of other channels
     */
    Preprocessing of(PictureShape usual);
  }

  /** Names of classes. */
  @FunctionalInterface
  public interface Labels {

    /**
     * Names of so many classes.
     *
     * @throws fovea.graph.type.FoveaException if there is another number of them
     */
    List<String> of(int classes);
  }

  /** For weights of that network, or of the one that a file of Keras, {@code *.json}, describes. */
  public ModelOptions architecture(String network) {
    return new ModelOptions(
        Optional.of(network), preprocessing, labels, kind, prefix, fit, store, mapping);
  }

  /** For whatever network a file is found to have. */
  ModelOptions noArchitecture() {
    return new ModelOptions(
        Optional.empty(), preprocessing, labels, kind, prefix, fit, store, mapping);
  }

  /** For weights that want such pictures. */
  public ModelOptions preprocessing(Preprocessing wanted) {
    return preprocessing((PictureShape _) -> wanted);
  }

  /** For weights that want pictures as is usual under a name. */
  public ModelOptions preprocessing(PreprocessingName name) {
    return preprocessing((PreprocessingChoice) name::of);
  }

  private ModelOptions preprocessing(PreprocessingChoice choice) {
    return new ModelOptions(
        architecture, Optional.of(choice), labels, kind, prefix, fit, store, mapping);
  }

  /** For classes of these names. */
  public ModelOptions labels(List<String> names) {
    List<String> copy = List.copyOf(names);
    return labels((int classes) -> LabelFile.counted("labels", copy, classes));
  }

  /** For classes whose names stand in a file, one in each line. */
  public ModelOptions labels(Path file) {
    return labels((int classes) -> LabelFile.read(file, classes));
  }

  private ModelOptions labels(Labels source) {
    return new ModelOptions(
        architecture, preprocessing, Optional.of(source), kind, prefix, fit, store, mapping);
  }

  /** For a network whose outputs are to be read as {@code kind} says. */
  public ModelOptions task(PredictionKind kind) {
    return new ModelOptions(
        architecture, preprocessing, labels, Optional.of(kind), prefix, fit, store, mapping);
  }

  /** For weights whose names begin so; {@code model.} and {@code model} are the same. */
  public ModelOptions prefix(String prefix) {
    return new ModelOptions(
        architecture, preprocessing, labels, kind, Optional.of(prefix), fit, store, mapping);
  }

  /** With weights that fill the whole network, all but its head, or whatever they fit. */
  public ModelOptions fit(WeightFit fit) {
    return new ModelOptions(architecture, preprocessing, labels, kind, prefix, fit, store, mapping);
  }

  /** With published weights from another store: another folder, no downloads, with progress. */
  public ModelOptions store(WeightStore store) {
    return new ModelOptions(architecture, preprocessing, labels, kind, prefix, fit, store, mapping);
  }

  /** Telling {@code mapping} what becomes of each tensor. */
  public ModelOptions mapping(Consumer<List<MappedTensor>> mapping) {
    return new ModelOptions(architecture, preprocessing, labels, kind, prefix, fit, store, mapping);
  }
}
