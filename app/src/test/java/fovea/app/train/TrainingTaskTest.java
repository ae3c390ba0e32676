package fovea.app.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.recipe.Recipes;
import fovea.data.split.SplitRule;
import fovea.data.split.SplitShares;
import fovea.error.UserException;
import fovea.experiment.RunPictures;
import fovea.format.JsonObject;
import fovea.zoo.Zoo;
import org.junit.jupiter.api.Test;

class TrainingTaskTest {

  private static TrainingTask task() {
    var network = Zoo.architecture("softmax");
    var rule = new SplitRule(new SplitShares().validation(0.1), 7);
    return new TrainingTask(
        network, new RunPictures.Named("digits", rule), Recipes.of(network, "digits"), 7);
  }

  @Test
  void isReadAsItWasWritten() {
    assertEquals(task(), TrainingTask.of(task().provenance(), "a"));
  }

  @Test
  void anotherVersionIsSaidToBeOne() {
    JsonObject json = task().provenance();
    JsonObject other = json.object("task").with("recipe", JsonObject.empty());
    says(
        "that this version knows, found one of fovea 0.0",
        json.with("program", "fovea 0.0").with("task", other));
    says("expected a training of the command line", JsonObject.empty());
    JsonObject shares = JsonObject.empty().with("validation", 2);
    JsonObject split = json.object("task").object("split").with("shares", shares);
    says("sum is below 1", json.with("task", json.object("task").with("split", split)));
  }

  private static void says(String expected, JsonObject provenance) {
    String message =
        assertThrows(UserException.class, () -> TrainingTask.of(provenance, "a")).getMessage();
    assertTrue(message.startsWith("a") && message.contains(expected), message);
  }
}
