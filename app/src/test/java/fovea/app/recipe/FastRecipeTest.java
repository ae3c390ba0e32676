package fovea.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.session.UsageException;
import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.augment.geometric.AlternatingFlip;
import fovea.data.pixels.DataInfo;
import fovea.data.sets.Data;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.nn.Parameters;
import fovea.train.optim.Lookahead;
import fovea.train.optim.ParameterGroup;
import fovea.train.optim.Sgd;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.Architecture;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastRecipeTest {

  private static final Architecture NETWORK = Zoo.architecture(FastRecipe.NETWORK);

  private static PictureSet pictures(int count) {
    return Data.digits(Split.TEST, count, 1);
  }

  private static Recipe recipe(int count) {
    return FastRecipe.of(NETWORK, pictures(count), 4);
  }

  @ParameterizedTest
  @CsvSource({"50000, 10", "20000, 15", "200000, 10", "100, 100"})
  void theNumberOfEpochsFollowsFromThatOfThePictures(int count, int epochs) {
    assertEquals(epochs, FastRecipe.epochs(new Counted(count)));
  }

  @Test
  void aModelFileGivesItBack() {
    Recipe recipe = recipe(2_500);
    var json = (JsonObject) Json.parse(Json.write(recipe.toJson()), "recipe");
    assertEquals(recipe, Recipe.fromJson(json));
  }

  @Test
  void ratesAreTheOriginalsForTheMeanOverABatch() {
    Recipe recipe = recipe(2_500);
    assertEquals(1000, recipe.batch());
    var lookahead = (Lookahead) recipe.updates().optimizer();
    // Four epochs of three batches.
    assertEquals(12, lookahead.warmup());
    assertEquals(1 - 0.7737809375, lookahead.share(), 1e-9);
    var sgd = (Sgd) lookahead.optimizer();
    assertEquals(1.5 * 1000 / 1024, sgd.rate(), 1e-12);
    assertEquals(0.0153 / 11.5, sgd.weightDecay().strength());
    assertEquals(1.5 * 300 / 1024, recipe(300).updates().optimizer().rate(), 1e-12);
  }

  @Test
  void everyBatchNormHasAGroup() {
    var names = Parameters.of(Zoo.create(FastRecipe.NETWORK)).keySet();
    var groups = recipe(300).layers().groups();
    for (String name : names) {
      long groupsOf =
          groups.stream()
              .map(ParameterGroup::path)
              .filter(p -> Parameters.isInside(name, p))
              .count();
      assertEquals(name.contains("norm") ? 1 : 0, groupsOf, name);
    }
  }

  @Test
  void digitsAreNotFlipped() {
    var flip = new AlternatingFlip();
    assertTrue(!recipe(300).pictures().augmentation().steps().contains(flip));
  }

  @Test
  void anotherNetworkIsRefused() {
    var e =
        assertThrows(
            UsageException.class, () -> FastRecipe.of(Zoo.architecture("lenet5"), pictures(10), 1));
    assertEquals(
        "--recipe: expected the network of the fast recipe, airbench94, found lenet5; leave --model"
            + " out, or choose the recipe standard",
        e.getMessage());
  }

  /** So many pictures without any content. */
  private record Counted(int size) implements PictureSet {
    @Override
    public DataInfo info() {
      return pictures(1).info();
    }

    @Override
    public int label(int index) {
      return 0;
    }

    @Override
    public void copyPicture(int index, MemorySegment target, long offset) {}
  }
}
