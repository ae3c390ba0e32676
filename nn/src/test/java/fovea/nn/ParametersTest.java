package fovea.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.activation.Relu;
import fovea.nn.init.Init;
import fovea.nn.layer.BatchNorm1d;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
  /** A layer as a user writes it, with a parameter of its own. */
  private record Scaled(Param scale, Linear inner, List<Linear> more) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x.mul(scale.tensor()).apply(inner);
      for (Linear layer : more) {
        y = y.apply(layer);
      }
      return y;
    }
  }

  private static Scaled scaled() {
    Param scale = Param.of(Shape.of(4), Init.ones());
    return new Scaled(
        scale, new Linear(4, 4), List.of(new Linear(4, 4).noBias(), new Linear(4, 2)));
  }

  @Test
  void namesAreThoseOfTheComponentsInOrder() {
    assertEquals(
        List.of(
            "scale", "inner.weight", "inner.bias", "more.0.weight", "more.1.weight", "more.1.bias"),
        List.copyOf(Parameters.of(scaled()).keySet()));
    assertEquals(4 + 20 + 16 + 10, Parameters.count(scaled()));
  }

  @Test
  void blocksAreThePartsOfANetworkAndOfItsLists() {
    assertEquals(List.of("scale", "inner", "more.0", "more.1"), Parameters.blocks(scaled()));
    Layer deep = Sequential.of(Sequential.of(new Linear(3, 3), new Linear(3, 3)), new Relu());
    assertEquals(List.of("0.0", "0.1"), Parameters.blocks(deep));
    Parameters.freezeTo(deep, Parameters.blocks(deep).getFirst());
    assertEquals(
        List.of("0.1.weight", "0.1.bias"),
        Parameters.of(deep).entrySet().stream()
            .filter(entry -> entry.getValue().trainable())
            .map(Map.Entry::getKey)
            .toList());
  }

  @Test
  void statesAreNamedAsInPyTorch() {
    assertEquals(
        List.of("1.running_mean", "1.running_var", "1.num_batches_tracked"),
        List.copyOf(Parameters.states(Sequential.of(new Relu(), new BatchNorm2d(3))).keySet()));
    assertEquals(6, Parameters.count(Sequential.of(new BatchNorm1d(3))));
  }

  @Test
  void aSharedLayerIsListedOnceAndUsedTwice() {
    Linear shared = new Linear(3, 3);
    Layer net = Sequential.of(shared, new Relu(), shared);
    assertEquals(List.of("0.weight", "0.bias"), List.copyOf(Parameters.of(net).keySet()));
    assertEquals(Shape.of(1, 3), Tensor.full(TensorType.f32(1, 3), 1).apply(net).shape());
  }

  @Test
  void parametersThatNoWalkFindsAreAnError() {
    Linear hidden = new Linear(3, 3);
    Layer net = Sequential.of(new Relu(), x -> x.apply(hidden));
    String message = assertThrows(FoveaException.class, () -> Parameters.of(net)).getMessage();
    assertTrue(message.startsWith("1: "), message);
    assertTrue(message.contains("make it a record"), message);
  }

  @Test
  void anInitialValueFollowsFromSeedAndNameAlone() {
    Layer small = Sequential.of(new Linear(3, 3), new Linear(3, 3));
    Layer large = new Sequential(((Sequential) small).layers()).with("2", new Linear(3, 9));
    float[] before = values(initialized(small, 5), "1.weight");
    assertArrayEquals(before, values(initialized(large, 5), "1.weight"));
    assertFalse(List.of(before).equals(List.of(values(initialized(small, 6), "1.weight"))));
    assertArrayEquals(before, values(initialized(small, 5), "1.weight"));
  }

  @Test
  void differentParametersStartDifferently() {
    Layer net = initialized(Sequential.of(new Linear(3, 3), new Linear(3, 3)), 5);
    assertFalse(values(net, "0.weight")[0] == values(net, "1.weight")[0]);
  }

  @Test
  void castingKeepsTheInitialValues() {
    Layer single = initialized(new Linear(3, 3), 1);
    Layer wide = new Linear(3, 3);
    Parameters.cast(wide, DType.F64);
    initialized(wide, 1);
    assertEquals(DType.F64, Parameters.of(wide).get("weight").tensor().type().dtype());
    assertArrayEquals(values(single, "weight"), values(wide, "weight"));
    Parameters.cast(single, DType.F64);
    assertEquals(DType.F64, Parameters.of(single).get("weight").value().type().dtype());
    assertArrayEquals(values(wide, "weight"), values(single, "weight"));
  }

  @Test
  void castingLeavesCountersAlone() {
    Layer norm = new BatchNorm2d(3);
    Parameters.cast(norm, DType.F64);
    assertEquals(DType.F64, Parameters.states(norm).get("running_mean").type().dtype());
    assertEquals(DType.I64, Parameters.states(norm).get("num_batches_tracked").type().dtype());
    assertThrows(FoveaException.class, () -> Parameters.cast(norm, DType.I32));
  }

  @Test
  void freezingGoesByWholeNames() {
    Layer net =
        new Sequential(Sequential.of().layers())
            .with("layer1", new Linear(3, 3))
            .with("layer10", new Linear(3, 3));
    Parameters.freeze(net, "layer1");
    assertFalse(Parameters.of(net).get("layer1.weight").trainable());
    assertFalse(Parameters.of(net).get("layer1.weight").variable().trainable());
    assertTrue(Parameters.of(net).get("layer10.weight").trainable());
    Parameters.freeze(net, "");
    Parameters.unfreeze(net, "layer1.bias");
    assertTrue(Parameters.of(net).get("layer1.bias").variable().trainable());
    assertFalse(Parameters.of(net).get("layer10.weight").trainable());
    String message =
        assertThrows(FoveaException.class, () -> Parameters.freeze(net, "layer2")).getMessage();
    assertTrue(message.contains("layer1"), message);
  }

  @Test
  void freezingBeforeTheFirstUseHolds() {
    Linear layer = new Linear(3, 3);
    Parameters.freeze(layer, "");
    Parameters.initialize(layer, 9);
    assertFalse(layer.weight().variable().trainable());
  }

  private static Layer initialized(Layer layer, long seed) {
    Parameters.initialize(layer, seed);
    return layer;
  }

  private static float[] values(Layer layer, String name) {
    Param param = Parameters.of(layer).get(name);
    return param.value().floats();
  }
}
