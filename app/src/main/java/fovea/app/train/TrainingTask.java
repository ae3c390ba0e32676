package fovea.app.train;

import fovea.app.option.NameReaders;
import fovea.app.recipe.Recipe;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.hub.Version;
import fovea.model.ModelCard;
import fovea.train.run.RunFolder;
import fovea.zoo.catalog.Architecture;
import java.nio.file.Path;
import picocli.CommandLine.TypeConversionException;

/**
 * What is to be trained on what and how; stands in model files and checkpoints, so that a run can
 * go on.
 *
 * @param network to be trained
 * @param data name of the data set
 * @param recipe how
 * @param seed of everything random
 */
public record TrainingTask(Architecture network, String data, Recipe recipe, long seed) {

  private static final String TASK = "task";

  /** How its run is called, unless somebody knows better. */
  String name() {
    return network.name() + "-" + data;
  }

  /** With another number of epochs. */
  TrainingTask epochs(int epochs) {
    return new TrainingTask(network, data, recipe.epochs(epochs), seed);
  }

  /** What a model file says of its origin. */
  JsonObject provenance() {
    return Version.provenance()
        .with(
            TASK,
            JsonObject.empty()
                .with("model", network.spec().toString())
                .with("data", data)
                .with("recipe", recipe.toJson())
                .with("seed", seed));
  }

  /** Whether a model says which task it comes from; one that a program has made need not. */
  public static boolean isKnownOf(ModelCard card) {
    return card.provenance().find(TASK).isPresent();
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
   * The task that a model comes from.
   *
   * @param file where the card was found, for errors
   * @throws FormatException if the model was not made by the command line
   */
  public static TrainingTask of(ModelCard card, String file) {
    return of(card.provenance(), file);
  }

  private static TrainingTask of(JsonObject provenance, String file) {
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
          new NameReaders.DataName().convert(task.string("data")),
          Recipe.fromJson(task.object("recipe")),
          task.integer("seed"));
    } catch (FormatException e) {
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
