package fovea.app.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.option.OptimizerKind;
import fovea.app.option.ScheduleKind;
import fovea.data.sets.Data;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.graph.type.Precision;
import fovea.train.schedule.Schedule;
import fovea.zoo.Zoo;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecipesTest {

  static Stream<Recipe> recipes() {
    return Zoo.architectures().stream()
        .flatMap(network -> Data.names().stream().map(data -> Recipes.of(network, data)))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void aModelFileGivesTheRecipeBack(Recipe recipe) {
    var json = (JsonObject) Json.parse(Json.write(recipe.toJson()), "recipe");
    assertEquals(recipe, Recipe.fromJson(json));
    assertThrows(FormatException.class, () -> Recipe.fromJson(JsonObject.empty()));
  }

  @ParameterizedTest
  @EnumSource
  void everyOptimizerTakesItsSettings(OptimizerKind kind) {
    var settings = kind.defaults().rate(0.25).weightDecay(0.125);
    assertEquals(0.25, settings.optimizer().rate());
    assertEquals(0.125, settings.optimizer().weightDecay().strength());
  }

  @ParameterizedTest
  @EnumSource
  void everyScheduleFitsAnyLength(ScheduleKind kind) {
    for (int epochs = 1; epochs < 12; epochs++) {
      Schedule schedule = kind.over(epochs);
      for (long step = 0; step < 4L * epochs; step++) {
        double rate = schedule.rate(1, new Schedule.Place(step, 4, 4L * epochs));
        assertTrue(rate > 0 && rate <= 1, kind + ", step " + step + " of " + epochs + " epochs");
      }
    }
  }

  @Test
  void schedulesEndAsTheHelpSays() {
    var last = new Schedule.Place(39, 4, 40);
    assertEquals(0.01, ScheduleKind.EXPONENTIAL.over(10).rate(1, last), 1e-9);
    assertEquals(0.01, ScheduleKind.MULTI_STEP.over(10).rate(1, last), 1e-9);
    assertEquals(0.01, ScheduleKind.STEP.over(9).rate(1, new Schedule.Place(35, 4, 36)), 1e-9);
  }

  @Test
  void aRecipeFromBeforeThereWasAChoiceMeansF32() {
    var recipe = Recipes.of(Zoo.architecture("lenet5"), "mnist");
    var fields = new LinkedHashMap<>(recipe.toJson().members());
    assertEquals(new JsonString("f32"), fields.remove("precision"));
    assertEquals(recipe, Recipe.fromJson(new JsonObject(fields)));
    var narrow = recipe.precision(Precision.BF16);
    assertEquals(narrow, Recipe.fromJson(narrow.toJson()));
  }

  @Test
  void networksOfTwentyLayersBearAHigherRate() {
    assertEquals(
        0.3, Recipes.of(Zoo.architecture("cifar_resnet20"), "cifar-10").optimizerConfig().rate());
    assertEquals(
        0.1, Recipes.of(Zoo.architecture("cifar_resnet56"), "cifar-10").optimizerConfig().rate());
  }

  @Test
  void networksWithBatchNormsBearAHigherRateWhateverTheirFamily() {
    assertEquals(0.02, Recipes.of(Zoo.architecture("vgg11"), "cifar-10").optimizerConfig().rate());
    assertEquals(
        0.1, Recipes.of(Zoo.architecture("vgg11_bn"), "cifar-10").optimizerConfig().rate());
  }

  @Test
  void saysItselfInWords() {
    assertEquals(
        "30 epochs, batches of 64; sgd with rate 0.02, momentum 0.9, weight decay 0.002, one-cycle;"
            + " pictures flipped and moved by up to 4 px; in f32",
        Recipes.of(Zoo.architecture("lenet5"), "cifar-10").toString());
  }
}
