package fovea.app.train;

import fovea.app.option.NameReaders;
import fovea.app.recipe.Recipe;
import fovea.error.UserException;
import fovea.experiment.RunPictures;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.hub.Version;
import fovea.train.run.RunFolder;
import fovea.zoo.catalog.Architecture;
import java.nio.file.Path;
import picocli.CommandLine.TypeConversionException;

/**
 * What is to be trained on what and how; stands in model files and checkpoints, so that a run can
 * go on.
 *
 * @param network to be trained
 * @param pictures of a data set, and how its training pictures are split
 * @param recipe how
 * @param seed of everything random
 */
public record TrainingTask(
    Architecture network, RunPictures.Named pictures, Recipe recipe, long seed) {

  private static final String TASK = "task";

  /** Name of the data set. */
  String data() {
    return pictures.data();
  }

  /** How its run is called, unless somebody knows better. */
  String name() {
    return network.name() + "-" + data();
  }

  /** With another number of epochs. */
  TrainingTask epochs(int epochs) {
    return new TrainingTask(network, pictures, recipe.epochs(epochs), seed);
  }

  /** With another seed. */
  TrainingTask seed(long seed) {
    return new TrainingTask(network, pictures, recipe, seed);
  }

  /** What a model file says of its origin. */
  JsonObject provenance() {
    return Version.provenance()
        .with(
            TASK,
            pictures
                .addTo(JsonObject.empty().with("model", network.spec().toString()))
                .with("recipe", recipe.toJson())
                .with("seed", seed));
  }

  /**
   * The task of the run in a folder, as its newest checkpoint has it.
   *
   * @throws FormatException if it has none that is whole, or one that was not made by the command
   *     line
   */
  public static TrainingTask of(Path run) {
    var found = new RunFolder(run).checkpoints().provenance();
    return of(found.content(), found.file().toString());
  }

  /**
   * The task that a file says.
   *
   * @param file where it was found, for errors
   * @throws FormatException if it does not come from the command line, or from another version
   */
  static TrainingTask of(JsonObject provenance, String file) {
    if (provenance.find(TASK).isEmpty()) {
      throw new FormatException(
          file + ", provenance",
          "expected a training of the command line, found one of a program",
          "Use that program");
    }
    try {
      JsonObject task = provenance.object(TASK);
      return new TrainingTask(
          new NameReaders.NetworkName().convert(task.string("model")),
          new RunPictures.Named(
              new NameReaders.DataName().convert(task.string("data")),
              RunPictures.Named.rule(task)),
          Recipe.fromJson(task.object("recipe")),
          task.integer("seed"));
    } catch (UserException e) {
      throw Version.isOf(provenance)
          ? e.within(file)
          : unknown(file, "one of " + provenance.string(Version.PROGRAM));
    } catch (TypeConversionException | ArithmeticException e) {
      throw unknown(file, "another (" + e.getMessage() + ")");
    }
  }

  private static FormatException unknown(String file, String found) {
    return new FormatException(
        file + ", provenance",
        "expected a training that this version knows, found " + found,
        "Use the version of Fovea that made the file, or begin a new run");
  }
}
