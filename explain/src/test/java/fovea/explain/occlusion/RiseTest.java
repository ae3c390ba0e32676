package fovea.explain.occlusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Attributor;
import fovea.explain.attribution.Baseline;
import fovea.explain.attribution.Heatmap;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.nn.init.KeyedRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RiseTest {

  @ParameterizedTest
  @EnumSource(names = {"CPU", "REFERENCE"})
  void findsAPlantedPatch(Device device) {
    for (DType type : List.of(DType.F32, DType.F64)) {
      PlantedPatch patch = PlantedPatch.on(device, type);
      double[] means = PlantedPatch.means(patch.map(new Rise().masks(300), 0));
      assertTrue(means[0] > 5 * Math.abs(means[1]), means[0] + " " + means[1]);
    }
  }

  /** What is left of the picture speaks for the other class where the patch is hidden. */
  @Test
  void isTheOppositeForTheOtherOfTwoClasses() {
    PlantedPatch patch = PlantedPatch.on(Device.REFERENCE, DType.F64);
    Rise method = new Rise().masks(50);
    float[] one = patch.map(method, 0).values();
    float[] other = patch.map(method, 1).values();
    for (int i = 0; i < one.length; i++) {
      assertEquals(one[i], -other[i], 1e-6);
    }
  }

  /** The paper's formula, less the mean of the probabilities. */
  @Test
  void isTheSumOfMasksByHand() {
    PlantedPatch patch = PlantedPatch.on(Device.REFERENCE, DType.F64);
    int count = 70;
    RandomMasks drawn =
        new RandomMasks(KeyedRandom.of(4, "rise"), new RandomMasks.Grid(5, 0.25), 32, 32);
    HostBuffer picture = patch.pictures(1);
    MaskedScores scores = MaskedScores.of(patch.net().subject(), ScoreKind.PROBABILITY, 1);
    MaskedScores.Hiding hiding =
        new MaskedScores.Hiding(
            picture, HostBuffer.allocate(picture.type()), patch.net().targets(0));
    List<float[]> masks = drawn.from(0, count);
    double[] found = scores.of(hiding, masks);
    double mean = Arrays.stream(found).average().orElseThrow();
    double[] expected = new double[32 * 32];
    for (int i = 0; i < count; i++) {
      for (int place = 0; place < expected.length; place++) {
        expected[place] += (found[i] - mean) * masks.get(i)[place] / count / 0.25;
      }
    }
    Rise method = new Rise().masks(count).grid(5).shown(0.25).seed(4).hidden(Baseline.black());
    assertArrayEquals(expected, patch.maps(method, picture, 0).values().doubles(), 1e-9);
  }

  @Test
  void aSeedGivesOneMapAndAnotherSeedAnother() {
    PlantedPatch patch = PlantedPatch.on(Device.REFERENCE, DType.F32);
    Rise method = new Rise().masks(20);
    float[] map = patch.map(method.seed(1), 0).values();
    assertArrayEquals(map, patch.map(method.seed(1), 0).values());
    assertFalse(Arrays.equals(map, patch.map(method.seed(2), 0).values()));
  }

  @Test
  void picturesOfABatchHaveTheirOwnMapsAndProgressIsTold() {
    PlantedPatch patch = PlantedPatch.on(Device.CPU, DType.F32);
    HostBuffer pictures = patch.pictures(2);
    List<Long> done = new ArrayList<>();
    Attributor attributor = new Rise().masks(100).on(patch.net().subject());
    Attributions together =
        attributor.progress((now, _) -> done.add(now)).of(pictures, patch.net().targets(0, 1));
    assertEquals(List.of(50L, 100L, 150L, 200L), done);
    Attributions alone = attributor.of(pictures.rows(1, 2), patch.net().targets(1));
    assertArrayEquals(alone.values().doubles(), together.values().rows(1, 2).doubles(), 1e-6);
  }

  /** The mean of many masks is the share that they show, at the edges as in the middle. */
  @Test
  void masksShowEveryPlaceAlike() {
    RandomMasks drawn =
        new RandomMasks(KeyedRandom.of(0, "rise"), new RandomMasks.Grid(4, 0.3), 12, 9);
    double[] mean = new double[12 * 9];
    int count = 4_000;
    for (float[] mask : drawn.from(0, count)) {
      for (int i = 0; i < mean.length; i++) {
        assertTrue(mask[i] >= 0 && mask[i] <= 1);
        mean[i] += mask[i] / count;
      }
    }
    for (double share : mean) {
      assertEquals(0.3, share, 0.03);
    }
  }

  @Test
  void isZeroWhereNothingChanges() {
    PlantedPatch patch = PlantedPatch.on(Device.REFERENCE, DType.F32);
    HostBuffer black = HostBuffer.allocate(patch.net().subject().input(1));
    Rise method = new Rise().masks(30);
    Heatmap map = patch.maps(method, black, 0).map(0, method.reading());
    assertEquals(0, map.max(), 1e-7);
    assertEquals(0, map.min(), 1e-7);
  }

  @Test
  void refusesWhatMasksNothing() {
    assertThrows(FoveaException.class, () -> new Rise().masks(0));
    assertThrows(FoveaException.class, () -> new Rise().grid(0));
    assertThrows(FoveaException.class, () -> new Rise().shown(1));
  }
}
