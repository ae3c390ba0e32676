package fovea.explain.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.graph.ReceptiveField;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.activation.Relu;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.zoo.Zoo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureMapsTest {
  private static final HostBuffer SLOPE =
      HostBuffer.of(TensorType.f32(1, 1, 3, 4), 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);

  /** Units of 1 × 1: the picture times 1, times -1, times 2, less 10, times 1. */
  private static ExplainedNetwork scales() {
    Conv2d conv = new Conv2d(1, 5, 1).noBias();
    conv.weight().variable().assign(HostBuffer.of(TensorType.f32(5, 1, 1, 1), 1, -1, 2, -10, 1));
    return ExplainedNetwork.of(Sequential.of(conv, new Relu()), TensorType.f32(1, 1, 3, 4));
  }

  @Test
  void sortsByStrengthThenByUnit() {
    ExplainedNetwork subject = scales();
    FeatureMaps maps = FeatureMaps.of(subject, subject.layers().require("0"), SLOPE);
    assertEquals(List.of(2, 0, 4, 1, 3), maps.maps().stream().map(FeatureMap::unit).toList());
    assertEquals(3, maps.maps().getFirst().strength(), 1e-6);
    assertEquals(1.5, maps.unit(4).strength(), 1e-6);
    assertEquals(-3, maps.unit(1).values().min(), 0);
    assertEquals(List.of(2, 0), maps.strongest(2).stream().map(FeatureMap::unit).toList());
    assertEquals(5, maps.strongest(16).size());
    assertEquals(6, maps.max(16));
  }

  @Test
  void tellsSilentUnits() {
    ExplainedNetwork subject = scales();
    FeatureMaps maps = FeatureMaps.of(subject, subject.layers().require("1"), SLOPE);
    assertEquals(2, maps.silent());
    assertTrue(maps.unit(1).isSilent() && maps.unit(3).isSilent());
    assertFalse(maps.unit(0).isSilent());
    // Places of the first column are zero everywhere; those of the last 3, 0, 6, 0, 3.
    float[] row = {0, 0.8f, 1.6f, 2.4f};
    for (int i = 0; i < 3; i++) {
      for (int column = 0; column < 4; column++) {
        assertEquals(row[column], maps.mean().at(i, column), 1e-6);
      }
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    ExplainedNetwork subject = scales();
    FeatureLayer layer = subject.layers().require("1");
    FeatureMaps maps = FeatureMaps.of(subject, layer, SLOPE);
    String unit = assertThrows(FoveaException.class, () -> maps.unit(5)).getMessage();
    assertTrue(unit.contains("from 0 to 4"), unit);
    HostBuffer two = HostBuffer.allocate(TensorType.f32(2, 1, 3, 4));
    assertThrows(FoveaException.class, () -> FeatureMaps.of(subject, layer, two));
    assertThrows(FoveaException.class, () -> new FeatureMaps(layer, List.of()));
  }

  @Test
  void hierarchyGoesFromTheFirstConvolutionToTheLast() {
    ExplainedNetwork subject =
        ExplainedNetwork.of(Zoo.create("vgg11"), TensorType.f32(1, 3, 32, 32));
    HostBuffer picture = HostBuffer.allocate(TensorType.f32(1, 3, 32, 32));
    Hierarchy hierarchy = Hierarchy.of(subject, picture);
    assertEquals(8, hierarchy.stages().size());
    Hierarchy.Stage first = hierarchy.stages().getFirst();
    assertEquals("features.1", first.maps().layer().name());
    assertEquals(new ReceptiveField.Axis(3, 1, -1), first.field().vertical());
    Hierarchy.Stage last = hierarchy.stages().getLast();
    assertEquals(Shape.of(1, 512, 2, 2), last.maps().layer().shape());
    assertTrue(last.field().vertical().size() > 100);
    int[] sizes = hierarchy.stages().stream().mapToInt(s -> s.field().vertical().size()).toArray();
    int[] sorted = sizes.clone();
    Arrays.sort(sorted);
    assertArrayEquals(sorted, sizes);
  }

  @Test
  void choosesEvenly() {
    List<Integer> all = IntStream.range(0, 20).boxed().toList();
    assertEquals(List.of(0, 6, 13, 19), Hierarchy.evenly(all, 4));
    assertEquals(List.of(19), Hierarchy.evenly(all, 1));
    assertEquals(List.of(0, 1), Hierarchy.evenly(List.of(0, 1), 8));
  }

  @Test
  void aDenseNetworkHasNone() {
    var dense = Sequential.of(new Flatten(), new Linear(12, 3));
    ExplainedNetwork subject = ExplainedNetwork.of(dense, TensorType.f32(1, 1, 3, 4));
    String none =
        assertThrows(FoveaException.class, () -> Hierarchy.of(subject, SLOPE)).getMessage();
    assertTrue(none.contains("convolutions"), none);
  }
}
