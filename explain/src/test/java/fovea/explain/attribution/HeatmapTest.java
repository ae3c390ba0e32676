package fovea.explain.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import org.junit.jupiter.api.Test;

class HeatmapTest {

  @Test
  void resizesBetweenCenters() {
    var map = new Heatmap(1, 2, 0, 4);
    assertArrayEquals(new float[] {0, 1, 3, 4}, map.resized(1, 4).values());
    assertArrayEquals(new float[] {2}, map.resized(1, 1).values());
    assertArrayEquals(new float[] {0, 4, 0, 4}, map.resized(2, 2).values());
  }

  @Test
  void knowsWhetherAnythingIsPositive() {
    var map = new Heatmap(2, 2, -1, -2, -3, -4);
    assertFalse(map.hasPositive());
    assertEquals(0, map.positiveMass(0, 0, 2, 2));
    assertArrayEquals(new float[4], map.positive().values());
    assertTrue(new Heatmap(1, 2, 7, 7).isConstant());
    assertEquals(7, new Heatmap(2, 2, 3, -5, 4, 9).positiveMass(0, 0, 2, 1));
  }

  @Test
  void refusesAnotherNumberOfValues() {
    assertThrows(FoveaException.class, () -> new Heatmap(2, 2, 1, 2, 3));
  }

  @Test
  void addsOrComparesChannels() {
    var values = HostBuffer.of(TensorType.f32(2, 2, 1, 2), 1, 2, -3, 4, 5, 6, 7, -8);
    var found = new Attributions(values);
    assertArrayEquals(new float[] {-2, 6}, found.map(0, Attribution.Reading.SIGNED).values());
    assertArrayEquals(new float[] {7, 8}, found.map(1, Attribution.Reading.MAGNITUDE).values());
    assertArrayEquals(
        new float[] {12, -2}, found.picture(1).map(0, Attribution.Reading.SIGNED).values());
  }
}
