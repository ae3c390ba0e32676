package fovea.app;

import fovea.data.PictureShape;
import fovea.format.FormatException;
import fovea.graph.FoveaException;
import fovea.model.ModelCard;
import fovea.model.ModelFile;
import fovea.nn.Layer;
import fovea.train.RunFolder;
import fovea.zoo.Arguments;
import java.nio.file.Path;

/**
 * A trained model, ready for use.
 *
 * @param file where it was found
 * @param card what it is
 * @param network with its weights
 */
record LoadedModel(Path file, ModelCard card, Layer network) {

  /**
   * Loads a model.
   *
   * @param runOrFile a model file, or the folder of a run that has one
   * @throws FormatException if there is none, or it is damaged
   * @throws FoveaException if it does not fit its network
   */
  static LoadedModel of(Path runOrFile) {
    Path file = RunFolder.modelIn(runOrFile);
    ModelFile model = ModelFile.read(file);
    try {
      check(model.card());
      return new LoadedModel(file, model.card(), model.model(Blueprints::create));
    } catch (FormatException e) {
      throw e.within(file.toString());
    } catch (FoveaException e) {
      throw FoveaException.at(file.toString(), String.valueOf(e.getMessage()), "", e);
    }
  }

  /** The parts of the card come from one file, but need not fit each other. */
  private static void check(ModelCard card) {
    if (Blueprints.isGraph(card.blueprint())) {
      return;
    }
    Arguments arguments = Arguments.parse(card.blueprint().arguments());
    PictureShape input = card.preprocessing().input();
    var made = new PictureShape(arguments.channels(), arguments.height(), arguments.width());
    if (!made.equals(input)) {
      throw contradiction("pictures " + made + " as the network takes", input.toString());
    }
    if (card.classes().size() != arguments.classes()) {
      throw contradiction(
          arguments.classes() + " names of classes", Integer.toString(card.classes().size()));
    }
  }

  private static FormatException contradiction(String expected, String found) {
    return new FormatException(
        "metadata", "expected " + expected + ", found " + found, "Get or save the model again");
  }
}
