package fovea.hub;

import fovea.data.PictureSet;
import fovea.error.Nearest;
import fovea.error.UserException;
import fovea.format.FormatException;
import fovea.graph.type.FoveaException;
import fovea.hub.file.ModelKind;
import fovea.hub.settings.OpenSettings;
import fovea.model.Blueprint;
import fovea.model.ModelFile;
import fovea.nn.Network;
import fovea.train.run.RunFolder;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.weights.PublishedWeights;
import fovea.zoo.weights.WeightNotes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Brings models of any kind into memory, and tells them apart by their content: a file of Fovea or
 * the folder of a run, which say all about themselves; published weights by their name, which are
 * downloaded; a file of weights in safetensors or PyTorch's formats; a network in ONNX; a model of
 * Keras, or its weights beside the description that {@code to_json} makes.
 *
 * <p>{@code Models.load("mobilenet_v2").classify(Path.of("cat.jpg"), 5)} is a whole program.
 */
public final class Models {
  private Models() {}

  /**
   * Loads a model.
   *
   * @param source a file, the folder of a run, or the name of published weights
   * @throws FormatException if there is none, or it is damaged
   * @throws FoveaException if its weights do not fit its network, or it needs to be told more
   * @throws fovea.data.pixels.DataException if published weights cannot be downloaded
   */
  public static Model load(String source) {
    return load(source, new ModelOptions());
  }

  /** Loads a model; see {@link #load(String)}. */
  public static Model load(String source, ModelOptions options) {
    Path named = Path.of(source);
    return load(Files.exists(named) ? named : published(source, options), options);
  }

  /** Loads the model in a file or a run's folder; see {@link #load(String)}. */
  public static Model load(Path file) {
    return load(file, new ModelOptions());
  }

  /** Loads the model in a file or a run's folder; see {@link #load(String)}. */
  public static Model load(Path runOrFile, ModelOptions options) {
    Path file = RunFolder.modelIn(runOrFile);
    return switch (ModelKind.of(file)) {
      case FOVEA -> {
        refuse(options, file);
        yield saved(file, Networks::create);
      }
      case WEIGHTS -> new WeightLoader(options).load(file);
      case ONNX -> {
        refuseFit(options, file);
        yield new GraphLoader(options).onnx(file);
      }
      case KERAS -> new KerasLoader(options).load(file);
    };
  }

  /**
   * Makes a network of the zoo for {@code data}, with initial values: not trained yet, and with a
   * preprocessing that gives each channel of these pictures mean 0 and deviation 1, and a black
   * border where the network wants larger ones.
   *
   * @param network as {@link fovea.zoo.Zoo#architecture(String)} finds it
   * @param data that it will be trained on
   * @param seed of the initial values
   * @throws FoveaException if the network wants smaller pictures
   */
  public static Model create(Architecture network, PictureSet data, long seed) {
    return NewModel.of(network, data, seed);
  }

  /**
   * Loads what was trained of a network of a program's own.
   *
   * @param runOrFile a file of Fovea, or the folder of a run
   * @param network makes the network as it was before it was trained
   * @throws FormatException if there is no file of Fovea, or it is damaged
   * @throws FoveaException if its weights do not fit the network
   */
  public static Model load(Path runOrFile, Supplier<? extends Network> network) {
    return saved(RunFolder.modelIn(runOrFile), _ -> network.get());
  }

  private static Model saved(Path file, Function<Blueprint, Network> network) {
    ModelFile model = ModelFile.read(file);
    try {
      Networks.check(model.card());
      return new Model(
          file.toString(),
          model.card(),
          model.model(network),
          WeightNotes.ofUntrained(file, model.card().untrained()),
          OpenSettings.of(model.card().provenance()));
    } catch (UserException e) {
      throw e.within(file.toString());
    }
  }

  private static Path published(String source, ModelOptions options) {
    return PublishedWeights.find(source)
        .map(options.store()::fetch)
        .orElseThrow(() -> unknown(source));
  }

  /** The error for a model that is neither a file nor the name of published weights. */
  private static FormatException unknown(String source) {
    List<String> names = PublishedWeights.all().stream().map(PublishedWeights::name).toList();
    String hint =
        Nearest.to(source, names)
            .map(near -> "Perhaps " + near + " is meant")
            .orElse("Check the path; fovea weights lists what is published");
    return new FormatException(
        source, "expected a model, or the name of published weights, found neither", hint);
  }

  /** Refuses options where they have no effect. */
  private static void refuse(ModelOptions options, Path file) {
    options.architecture().ifPresent(_ -> refuse("architecture", file));
    options.preprocessing().ifPresent(_ -> refuse("preprocessing", file));
    options.labels().ifPresent(_ -> refuse("labels", file));
    options.kind().ifPresent(_ -> refuse("task", file));
    refuseFit(options, file);
  }

  /** Refuses what is said of single tensors where all have their places. */
  static void refuseFit(ModelOptions options, Path file) {
    refusePrefix(options, file);
    if (options.fit() == WeightFit.PART) {
      refuse("partial", file);
    }
  }

  /** Refuses a prefix where names have none. */
  static void refusePrefix(ModelOptions options, Path file) {
    options.prefix().ifPresent(_ -> refuse("prefix", file));
  }

  private static void refuse(String option, Path file) {
    throw FoveaException.at(
        option,
        "goes with a file of mere weights, " + file + " says it all itself",
        "leave it out");
  }
}
