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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OcclusionTest {

  @ParameterizedTest
  @EnumSource(names = {"CPU", "REFERENCE"})
  void findsAPlantedPatch(Device device) {
    for (DType type : List.of(DType.F32, DType.F64)) {
      Heatmap map = PlantedPatch.on(device, type).map(new Occlusion().window(4, 2), 0);
      double[] means = PlantedPatch.means(map);
      assertTrue(means[0] > 10 * means[1] && means[1] >= 0, means[0] + " " + means[1]);
      assertEquals(0, map.at(0, 0), 1e-5);
    }
  }

  /** By windows that do not overlap: a quarter of the red is gone where all of the patch is. */
  @Test
  void isTheDropOfTheScore() {
    PlantedPatch patch = PlantedPatch.on(Device.REFERENCE, DType.F64);
    HostBuffer picture = patch.pictures(1);
    double whole = patch.net().score(picture, 0);
    for (int channel = 0; channel < 3; channel++) {
      for (int row = 8; row < 12; row++) {
        for (int column = 20; column < 24; column++) {
          picture.set((channel * 32L + row) * 32 + column, 0);
        }
      }
    }
    double drop = whole - patch.net().score(picture, 0);
    Occlusion method = new Occlusion().window(4, 4).hidden(Baseline.black());
    Heatmap map = patch.map(method, 0);
    assertEquals(drop, map.at(8, 20), 1e-6);
    assertEquals(drop, map.at(11, 23), 1e-6);
    assertEquals(0, map.at(7, 20), 1e-6);
  }

  /** What speaks against a class is below zero, and all of it at once is no trouble. */
  @Test
  void isBelowZeroForWhatSpeaksAgainst() {
    PlantedPatch patch = PlantedPatch.on(Device.REFERENCE, DType.F32);
    Heatmap map = patch.map(new Occlusion().window(8, 4), 1);
    assertFalse(map.hasPositive());
    assertTrue(map.min() < 0);
    Heatmap likely = patch.map(new Occlusion().window(8, 4).score(ScoreKind.PROBABILITY), 0);
    assertTrue(likely.max() > 0 && likely.max() <= 1);
  }

  @Test
  void isConstantForAPictureOfOneColor() {
    PlantedPatch patch = PlantedPatch.on(Device.CPU, DType.F32);
    HostBuffer black = HostBuffer.allocate(patch.net().subject().input(1));
    Occlusion method = new Occlusion();
    assertTrue(patch.maps(method, black, 0).map(0, method.reading()).isConstant());
  }

  @Test
  void picturesOfABatchHaveTheirOwnMapsAndProgressIsTold() {
    PlantedPatch patch = PlantedPatch.on(Device.CPU, DType.F32);
    HostBuffer pictures = patch.pictures(2);
    Occlusion method = new Occlusion().window(4, 3);
    List<Long> done = new ArrayList<>();
    Attributor attributor = method.on(patch.net().subject());
    Attributions together =
        attributor.progress((now, _) -> done.add(now)).of(pictures, patch.net().targets(0, 1));
    assertEquals(2 * 122, done.getLast());
    assertEquals(4, done.size());
    Attributions alone = attributor.of(pictures.rows(1, 2), patch.net().targets(1));
    assertArrayEquals(alone.values().doubles(), together.values().rows(1, 2).doubles(), 1e-6);
  }

  @ParameterizedTest
  @CsvSource({"224, 224, 49", "32, 32, 49", "7, 9, 24", "1, 1, 1", "3, 224, 21"})
  void quartersCoverEveryPlace(int height, int width, int count) {
    covers(OcclusionWindows.quarters().of(height, width), height, width);
    assertEquals(count, OcclusionWindows.quarters().of(height, width).size());
  }

  @ParameterizedTest
  @CsvSource({"10, 10, 4, 3", "10, 11, 4, 4", "5, 3, 8, 8", "9, 9, 2, 1"})
  void squaresCoverEveryPlace(int height, int width, int size, int stride) {
    covers(OcclusionWindows.squares(size, stride).of(height, width), height, width);
  }

  private static void covers(List<OcclusionWindows.Window> windows, int height, int width) {
    boolean[] covered = new boolean[height * width];
    windows.forEach(window -> window.forEach(width, place -> covered[place] = true));
    for (boolean place : covered) {
      assertTrue(place);
    }
    assertEquals(windows.size(), windows.stream().distinct().count());
  }

  @Test
  void refusesWindowsThatLeavePlacesOut() {
    assertThrows(FoveaException.class, () -> new Occlusion().window(4, 5));
    assertThrows(FoveaException.class, () -> new Occlusion().window(4, 0));
  }
}
