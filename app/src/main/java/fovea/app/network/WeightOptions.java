package fovea.app.network;

import fovea.app.option.NameReaders;
import fovea.app.session.DownloadBar;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.hub.MappedTensor;
import fovea.hub.Model;
import fovea.hub.ModelOptions;
import fovea.hub.Models;
import fovea.hub.PredictionKind;
import fovea.hub.PreprocessingName;
import fovea.hub.WeightFit;
import fovea.zoo.weights.WeightStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What a file with nothing but weights does not say itself. */
public final class WeightOptions {

  /** What users are told of a model. */
  public static final String MODEL =
      "A model: a file of fovea, the folder of a run, the name of published weights, a file of"
          + " weights (safetensors, .pth), a network in ONNX, or a model of Keras (.keras, .h5), or"
          + " its weights beside its description in JSON.";

  @Option(
      names = "--arch",
      paramLabel = "NETWORK",
      description =
          "For a file of weights: the network they belong to, such as resnet50 or"
              + " mobilenet_v2:padding=same, or a file with Keras's description, such as model.json"
              + " (default: found by names and shapes, or beside the weights).")
  private Optional<String> architecture = Optional.empty();

  @Option(
      names = "--preprocessing",
      paramLabel = "NAME[:SIZE[:SHORT_SIDE]]",
      converter = NameReaders.PreprocessingText.class,
      description =
          "For a file of weights: how they want pictures: imagenet (torchvision's), tf (-1 to 1),"
              + " caffe (BGR without the mean) or raw (0 to 255).")
  private Optional<PreprocessingName> preprocessing = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "For a file of weights: a file with the name of a class in each line.")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--task",
      paramLabel = "classes|binary|multi-label",
      converter = NameReaders.PredictionKindName.class,
      description =
          "Where neither the file nor the end of its network says what the outputs are: scores of"
              + " classes (default), one number that tells two classes apart, or labels of which"
              + " each is there or not.")
  private Optional<PredictionKind> task = Optional.empty();

  @Option(
      names = "--partial",
      description = "Load the weights that fit, leave initial values where none do, and list both.")
  private boolean partial;

  @Option(
      names = "--prefix",
      paramLabel = "NAME",
      description =
          "For a file of weights: what the names of the network's tensors begin with, such as"
              + " model. (default: found by the names).")
  private Optional<String> prefix = Optional.empty();

  @Option(names = "--mapping", description = "Show what becomes of each tensor of the file.")
  private boolean mapping;

  private final List<MappedTensor> tensors = new ArrayList<>();

  /**
   * Loads a model, and says what was guessed.
   *
   * @param source a file, the folder of a run, or the name of published weights
   */
  public Model load(Session session, String source) {
    return load(session, source, WeightFit.WHOLE);
  }

  /**
   * Loads a model whose weights fill at least so much of it; see {@link #load(Session, String)}.
   */
  public Model load(Session session, String source, WeightFit least) {
    try (var bar = new DownloadBar(session.terminal())) {
      var store = WeightStore.defaults().offline(session.options().offline()).progress(bar);
      var options = new ModelOptions().store(store).fit(partial ? WeightFit.PART : least);
      options = options.mapping(rows -> take(session, rows));
      options = architecture.map(options::architecture).orElse(options);
      options = preprocessing.map(options::preprocessing).orElse(options);
      options = labels.map(options::labels).orElse(options);
      options = task.map(options::task).orElse(options);
      options = prefix.map(options::prefix).orElse(options);
      Model model = Models.load(source, options);
      model.notes().forEach(session::say);
      return model;
    }
  }

  /**
   * Refuses options of weights for a network that has none.
   *
   * @throws UsageException if one is given
   */
  void requireNone(String network) {
    Stream.of(
            given("--arch", architecture.isPresent()),
            given("--preprocessing", preprocessing.isPresent()),
            given("--labels", labels.isPresent()),
            given("--task", task.isPresent()),
            given("--prefix", prefix.isPresent()),
            given("--partial", partial),
            given("--mapping", mapping))
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(
            option -> {
              throw new UsageException(
                  option,
                  "goes with a file of weights, " + network + " is a network without any",
                  "leave it out, or name a file");
            });
  }

  private static Optional<String> given(String option, boolean isGiven) {
    return isGiven ? Optional.of(option) : Optional.empty();
  }

  private void take(Session session, List<MappedTensor> rows) {
    tensors.addAll(rows);
    if (mapping) {
      session.say(MappingTable.of(rows));
    }
  }

  /** Adds what was loaded of weights that need not fill the network, and what not. */
  public JsonObject addTo(JsonObject json) {
    return partial
        ? json.with("loaded", names(MappedTensor::loaded, MappedTensor::to))
            .with("not_loaded", names(row -> !row.loaded(), MappedTensor::to))
            .with("left_over", names(row -> !row.loaded(), MappedTensor::from))
        : json;
  }

  private JsonArray names(Predicate<MappedTensor> chosen, Function<MappedTensor, String> name) {
    return JsonArray.ofStrings(
        tensors.stream().filter(chosen).map(name).filter(text -> !text.isEmpty()).toList());
  }
}
