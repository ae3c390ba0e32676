package fovea.hub.finetune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.augment.pipeline.Augmentations;
import fovea.hub.Samples;
import fovea.nn.StateDict;
import fovea.train.metric.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fine-tuning keeps is chosen by training photos that were held out. */
class FineTuneChoiceTest {

  private static final Metric ACCURACY = Metric.accuracy();
  private static final Metric ERROR = Metric.meanAbsoluteError();

  @TempDir private static Path folder;
  private static Path photos;
  private static String weights;

  @BeforeAll
  static void prepare() throws IOException {
    photos = Samples.photos(folder.resolve("photos"), 16, 1);
    weights = Samples.weights(folder.resolve("weights.safetensors")).toString();
  }

  private static FineTune fineTune() {
    return FineTune.of(weights).on(photos).batch(8);
  }

  @Test
  void harmfulTuningIsNotKept() {
    FineTuneResult tuned =
        fineTune().freeze(new Freeze.None()).epochs(1).headRate(0.05).baseRate(0.05).run();
    FineTuneChoice choice = tuned.choice().orElseThrow();
    assertTrue(choice.isBaseline(), choice.sentence());
    assertTrue(choice.sentence().startsWith("kept: the baseline, because on "), choice.sentence());
    assertEquals(tuned.baseline().loss(), tuned.kept().loss());
    assertEquals(choice, FineTuneChoice.find(tuned.model().card()).orElseThrow());
    // The files and the answers are those of the head alone.
    FineTuneResult head =
        fineTune().recipe(FineTuneRecipe.QUICK).augments(Augmentations.NONE).run();
    StateDict.of(head.model().network())
        .forEach(
            (name, value) ->
                assertArrayEquals(
                    value.doubles(),
                    StateDict.of(tuned.model().network()).get(name).doubles(),
                    name));
  }

  @Test
  void theTunedNetworkIsKeptIfItIsAskedFor() {
    FineTuneResult tuned = fineTune().epochs(1).baseRate(0.05).keepTuned().run();
    FineTuneChoice choice = tuned.choice().orElseThrow();
    assertTrue(choice.isTuned(), choice.sentence());
    assertTrue(choice.sentence().startsWith("kept: the tuned network"), choice.sentence());
    assertEquals(tuned.tuned().orElseThrow().loss(), tuned.kept().loss());
  }

  @Test
  void whatGainsMoreThanChanceIsKept() {
    double[] baseline = {1.0, 1.1, 0.9, 1.0, 1.2, 0.8};
    double[] better = {0.5, 0.6, 0.5, 0.4, 0.7, 0.3};
    double[] luckier = {0.1, 0.1, 0.1, 0.1, 0.1, 5.0};
    var zero = FineTuneCandidate.of(0, baseline, 0.5, baseline);
    var half = FineTuneCandidate.of(0.5, better, 0.7, baseline);
    var one = FineTuneCandidate.of(1, luckier, 0.8, baseline);
    FineTuneChoice choice = FineTuneChoice.of(ACCURACY, 6, List.of(zero, half, one));
    assertEquals(0.5, choice.kept().share());
    assertEquals("50 % of the way from baseline to tuned network", choice.name());
    assertTrue(FineTuneChoice.of(ACCURACY, 6, List.of(zero, one)).isBaseline());
    // A lower accuracy is not bought by a lower loss.
    assertTrue(FineTuneChoice.of(ERROR, 6, List.of(zero, half)).isBaseline());
    var alone = FineTuneCandidate.of(1, new double[] {0.1}, 1, new double[] {0.9});
    assertTrue(!alone.gains());
  }

  @Test
  void fewPhotosTuneNothing() throws IOException {
    Path few = Samples.photos(folder.resolve("few"), 8, 1);
    FineTuneResult tuned = FineTune.of(weights).on(few).run();
    assertTrue(tuned.fit().isEmpty() && tuned.choice().isEmpty());
  }

  @Test
  void recipesTakeMoreEpochsForFewerPhotos() {
    assertEquals(List.of(10, 6, 3, 3), epochs(FineTuneRecipe.STANDARD));
    assertEquals(List.of(30, 18, 9, 9), epochs(FineTuneRecipe.BEST));
    assertTrue(!FineTuneRecipe.QUICK.tunes(1000, 2));
    assertTrue(!FineTuneRecipe.STANDARD.tunes(99, 10));
    assertTrue(FineTuneRecipe.STANDARD.tunes(100, 10));
  }

  private static List<Integer> epochs(FineTuneRecipe recipe) {
    return List.of(100, 400, 800, 5000).stream().map(recipe::epochs).toList();
  }
}
