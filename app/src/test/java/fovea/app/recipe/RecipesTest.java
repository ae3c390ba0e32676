package fovea.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.sets.Data;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.type.Precision;
import fovea.train.schedule.Schedule;
import fovea.zoo.Zoo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class RecipesTest {

  private static Recipe lenet(String data) {
    return Recipes.of(Zoo.architecture("lenet5"), data);
  }

  /** The recipe that users get who type this. */
  private static Recipe typed(String... words) {
    var options = new RecipeOptions();
    CommandLine.populateCommand(options, words);
    return options.applyTo(lenet("cifar-10"), () -> new int[] {30, 10});
  }

  static Stream<Recipe> recipes() {
    return Stream.concat(
        Zoo.architectures().stream()
            .flatMap(network -> Data.names().stream().map(data -> Recipes.of(network, data)))
            .distinct(),
        Stream.of(
            typed(
                "--optimizer=lion",
                "--lookahead",
                "--l1=1e-5",
                "--max-norm=3",
                "--average=ema",
                "--schedule=cosine:restarts=3",
                "--warmup=2",
                "--augment=usual",
                "--mix=mixup:alpha=0.3+cutmix",
                "--sampling=balanced",
                "--init=he",
                "--init=fc.weight=xavier:gain=2",
                "--init=whitening:layer=conv1",
                "--loss=focal:gamma=1.5",
                "--adversarial=pgd:steps=7",
                "--epsilon=0.03",
                "--clean-share=0.2",
                "--label-smoothing=0.1",
                "--class-weights=balanced",
                "--test-every=7-steps",
                "--early-stopping=accuracy:patience=4",
                "--reduce-on-plateau=loss"),
            lenet("mnist").precision(Precision.BF16)));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void aModelFileGivesTheRecipeBack(Recipe recipe) {
    var json = (JsonObject) Json.parse(Json.write(recipe.toJson()), "recipe");
    assertEquals(recipe, Recipe.fromJson(json));
    assertThrows(FormatException.class, () -> Recipe.fromJson(JsonObject.empty()));
  }

  @Test
  void aRecipeFromBeforeTheMeanPictureIsReadAgain() {
    Recipe recipe = Recipes.of(Zoo.architecture("lenet5"), "mnist");
    JsonObject json = recipe.toJson();
    SequencedMap<String, JsonValue> pictures =
        new LinkedHashMap<>(json.object("pictures").members());
    pictures.remove("centered");
    assertEquals(recipe, Recipe.fromJson(json.with("pictures", new JsonObject(pictures))));
  }

  private static double rate(String network, String data) {
    return Recipes.of(Zoo.architecture(network), data).updates().optimizer().rate();
  }

  @Test
  void networksOfTwentyLayersBearAHigherRate() {
    assertEquals(0.3, rate("cifar_resnet20", "cifar-10"));
    assertEquals(0.1, rate("cifar_resnet56", "cifar-10"));
  }

  @Test
  void networksWithBatchNormsBearAHigherRateWhateverTheirFamily() {
    assertEquals(0.02, rate("vgg11", "cifar-10"));
    assertEquals(0.1, rate("vgg11_bn", "cifar-10"));
  }

  private static String words(Recipe recipe) {
    return recipe.lines().stream()
        .map(line -> line.what() + " " + line.text())
        .collect(Collectors.joining("; "));
  }

  @Test
  void saysItselfAsUsersTypeIt() {
    assertEquals(
        "recipe 30 epochs, batches of 64, in f32; optimizer sgd:rate=0.02,weight_decay=0.002;"
            + " schedule one_cycle:cycles_momentum=false; augmentation"
            + " horizontal_flip+random_crop; loss cross_entropy",
        words(lenet("cifar-10")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--lr=0.5 | optimizer sgd:rate=0.5,weight_decay=0.002;",
        "--optimizer=sgd:nesterov=true | optimizer sgd:rate=0.02,nesterov=true,weight_decay=0.002;",
        "--optimizer=adam | optimizer adam;",
        "--lr=0.5 --lookahead | optimizer=(sgd:rate=0.5,",
        "--schedule=step | schedule step:epochs=10;",
        "--schedule=step:gamma=0.5 --epochs=6 | schedule step:epochs=2,gamma=0.5;",
        "--schedule=cosine --warmup=3 | schedule warmup:epochs=3,then=(cosine:",
        "--augment=none | augmentation none",
        "--augment=random_crop:padding=2 | augmentation random_crop:padding=2",
        "--augment=usual --augment=horizontal_flip | horizontal_flip+random_crop+horizontal_flip",
        "--mix=mixup | mixing mixup",
        "--accumulate=4 | accumulated 4 batches a step",
        "--clip=norm:largest=2 | clip norm:largest=2",
        "--average=ema:decay=0.9 | average ema:decay=0.9",
        "--class-weights=1+2 | weights=1+2",
        "--class-weights=balanced | weights=0.66666666666666",
        "--init=fc.*=xavier | initialization fc.*: xavier",
        "--early-stopping=loss:patience=2 | callback early_stopping:patience=2",
        "--test-every=20-steps | tested every 20 steps",
        "--adversarial=fgsm | adversarial fgsm:epsilon=0.007, clean share 0.5",
      })
  void optionsChangeIt(String options, String line) {
    String words = words(typed(options.split(" ")));
    assertTrue((words + ";").contains(line), words);
  }

  @Test
  void everyScheduleFitsAnyLength() {
    for (int epochs = 1; epochs < 12; epochs++) {
      List<Schedule> fitting = UpdateOptions.fitting(epochs);
      for (String name : List.of("constant", "step", "multi_step", "exponential", "cosine")) {
        Schedule schedule = Schedule.codecs().parse(name, fitting);
        for (long step = 0; step < 4L * epochs; step++) {
          double rate = schedule.rate(1, new Schedule.Place(step, 4, 4L * epochs));
          assertTrue(rate > 0 && rate <= 1, name + ", step " + step + " of " + epochs);
        }
      }
    }
  }

  @Test
  void schedulesEndAsTheHelpSays() {
    assertEquals(0.01, last("exponential", 10), 1e-9);
    assertEquals(0.01, last("multi_step", 10), 1e-9);
    assertEquals(0.01, last("step", 9), 1e-9);
  }

  private static double last(String name, int epochs) {
    var place = new Schedule.Place(4L * epochs - 1, 4, 4L * epochs);
    return Schedule.codecs().parse(name, UpdateOptions.fitting(epochs)).rate(1, place);
  }
}
