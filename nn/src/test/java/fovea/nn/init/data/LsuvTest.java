package fovea.nn.init.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.activation.Relu;
import fovea.nn.activation.Tanh;
import fovea.nn.init.Init;
import fovea.nn.init.InitRule;
import fovea.nn.init.KeyedRandom;
import fovea.nn.inspect.Intermediates;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.util.List;
import org.junit.jupiter.api.Test;

class LsuvTest {
  private static final HostBuffer BATCH = HostBuffer.allocate(TensorType.f32(16, 2, 6, 6));

  static {
    Init.normal(3).fill(BATCH, KeyedRandom.of(1, "pictures"));
  }

  private static Layer deep() {
    return Sequential.of(
        new Conv2d(2, 8, 3).padding(1),
        new Relu(),
        new Conv2d(8, 8, 3).padding(1),
        new Relu(),
        new Conv2d(8, 4, 3).padding(1).noBias(),
        new Tanh(),
        new Flatten(),
        new Linear(144, 10));
  }

  private static double variance(Layer network, String layer) {
    double[] values = Intermediates.of(network, layer).values(BATCH).get(layer).doubles();
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value;
      squares += value * value;
    }
    double mean = sum / values.length;
    return squares / values.length - mean * mean;
  }

  @Test
  void allLayersGiveVarianceOne() {
    Layer network = deep();
    Parameters.initialize(network, 3, List.of(new InitRule(Init.normal(0.01))));
    assertTrue(variance(network, "7") < 1e-4);
    new Lsuv(0.02, 10).initialize(network, 3, BATCH);
    for (String layer : List.of("0", "2", "4", "7")) {
      assertEquals(1, variance(network, layer), 0.02, layer);
    }
    assertEquals(0, Parameters.of(network).get("7.bias").value().at(0));
  }

  @Test
  void theSameSeedGivesTheSameWeights() {
    Layer first = deep();
    Layer second = deep();
    new Lsuv().initialize(first, 3, BATCH);
    new Lsuv().initialize(second, 3, BATCH);
    assertArrayEquals(weight(first), weight(second));
    new Lsuv().initialize(second, 4, BATCH);
    assertTrue(weight(first)[0] != weight(second)[0]);
  }

  private static float[] weight(Layer network) {
    return Parameters.of(network).get("4.weight").value().floats();
  }

  @Test
  void whatIsFrozenStaysAndStatisticsStay() {
    Layer network = Sequential.of(new Conv2d(2, 16, 2), new BatchNorm2d(16), new Conv2d(16, 3, 1));
    new Whitening().initialize(network, 0, BATCH);
    float[] white = Parameters.of(network).get("0.weight").value().floats();
    new Lsuv().initialize(network, 0, BATCH);
    assertArrayEquals(white, Parameters.of(network).get("0.weight").value().floats());
    double mean = Parameters.states(network).get("1.running_mean").value().at(0);
    assertEquals(0, mean);
  }

  @Test
  void aBatchWithoutVarianceIsRefused() {
    HostBuffer zeros = HostBuffer.allocate(TensorType.f32(4, 2, 6, 6));
    assertEquals(
        "0.weight: its layer gives outputs of variance 0.0 for the batch; pass a batch of different"
            + " inputs, and initialize before anything is zero",
        assertThrows(FoveaException.class, () -> new Lsuv().initialize(deep(), 0, zeros))
            .getMessage());
    assertEquals(
        "lsuv with a tolerance of 0.0; use a number above 0",
        assertThrows(FoveaException.class, () -> new Lsuv().tolerance(0)).getMessage());
    assertEquals(
        "lsuv with 0 attempts; use 1 or more",
        assertThrows(FoveaException.class, () -> new Lsuv().attempts(0)).getMessage());
  }

  @Test
  void filesKeepWaysOfInitialization() {
    for (DataInit init : List.of(new Lsuv(0.05, 3), new Whitening().layer("whiten").epsilon(0.1))) {
      assertEquals(init, DataInit.codecs().read(DataInit.codecs().write(init)));
    }
    assertEquals(new Lsuv().tolerance(0.2), DataInit.codecs().parse("lsuv:tolerance=0.2"));
  }
}
