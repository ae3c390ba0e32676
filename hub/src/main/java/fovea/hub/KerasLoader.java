package fovea.hub;

import fovea.error.UserException;
import fovea.format.hdf5.KerasFile;
import fovea.graph.type.FoveaException;
import fovea.keras.KerasModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Loads files of Keras: whole models, weights of networks that the zoo has, and weights beside the
 * description that Keras has written apart from them, in JSON.
 */
final class KerasLoader {
  private static final String JSON = ".json";

  /** What descriptions are called, as archives have them and as programs do. */
  private static final List<String> USUAL = List.of("model.json", "config.json");

  private static final List<String> WEIGHTS = List.of(".weights.h5", ".h5", ".hdf5", ".keras");

  private final ModelOptions options;

  KerasLoader(ModelOptions options) {
    this.options = options;
  }

  /** Loads a file. */
  Model load(Path file) {
    KerasFile content = KerasFile.read(file);
    Optional<Path> given = options.architecture().filter(KerasLoader::isJson).map(Path::of);
    if (content.hasModel()) {
      given.ifPresent(
          _ -> {
            throw FoveaException.at(
                "architecture",
                "goes with weights, " + file + " has its own network",
                "leave it out");
          });
      return translated(file, content, Optional.empty());
    }
    Optional<Path> description = given.or(() -> beside(file, content));
    return description
        .map(json -> translated(file, content.model(KerasFile.architecture(json)), description))
        .orElseGet(() -> translated(file, content, Optional.empty()));
  }

  private Model translated(Path file, KerasFile content, Optional<Path> description) {
    KerasModel model;
    try {
      model = KerasModel.of(content);
    } catch (UserException e) {
      throw e.within(
          description.map(json -> file + " with " + json.getFileName()).orElse(file.toString()));
    }
    return switch (model) {
      case KerasModel.Graph graph -> {
        Models.refuseFit(options, file);
        yield new GraphLoader(description.isPresent() ? options.noArchitecture() : options)
            .keras(file, graph, description);
      }
      case KerasModel.ZooWeights named -> {
        Models.refusePrefix(options, file);
        yield new WeightLoader(options).load(file, named);
      }
    };
  }

  /** Whether what the user calls the architecture is a description in a file. */
  private static boolean isJson(String architecture) {
    return architecture.toLowerCase(Locale.ROOT).endsWith(JSON);
  }

  /**
   * The description beside weights: under their own name, or, unless the weights say by themselves
   * what network they are of, under the usual names.
   */
  private Optional<Path> beside(Path file, KerasFile content) {
    if (options.architecture().isPresent()) {
      return Optional.empty();
    }
    Stream<String> names =
        KerasModel.isPublished(content)
            ? Stream.of(stem(file) + JSON)
            : Stream.concat(Stream.of(stem(file) + JSON), USUAL.stream());
    return names.map(file::resolveSibling).filter(KerasLoader::isDescription).findFirst();
  }

  private static boolean isDescription(Path json) {
    return Files.isRegularFile(json) && KerasFile.isArchitecture(json);
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    return WEIGHTS.stream()
        .filter(end -> name.toLowerCase(Locale.ROOT).endsWith(end))
        .findFirst()
        .map(end -> name.substring(0, name.length() - end.length()))
        .orElse(name);
  }
}
