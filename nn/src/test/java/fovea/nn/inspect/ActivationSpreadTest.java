package fovea.nn.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.op.Op;
import fovea.graph.op.Unary;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.activation.Relu;
import fovea.nn.activation.Tanh;
import fovea.nn.init.HeInit;
import fovea.nn.init.Init;
import fovea.nn.init.InitRule;
import fovea.nn.init.KeyedRandom;
import fovea.nn.init.OrthogonalInit;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The activations of ten layers under each choice of initial values. */
class ActivationSpreadTest {
  private static final int ROWS = 60;
  private static final int UNITS = 120;
  private static final HostBuffer BATCH = HostBuffer.allocate(TensorType.f32(ROWS, UNITS));

  static {
    Init.normal(1).fill(BATCH, KeyedRandom.of(1, "batch"));
  }

  private static List<ActivationSpread> spreads(
      Layer activation, Class<? extends Op> kind, Init init) {
    Sequential network = Sequential.of();
    for (int i = 0; i < 10; i++) {
      network = network.with(i + "", Sequential.of(new Linear(UNITS, UNITS), activation));
    }
    Parameters.initialize(network, 1, List.of(new InitRule(init)));
    return ActivationSpread.of(network, kind, BATCH);
  }

  private static double lastOfTanh(Init init) {
    return spreads(new Tanh(), Unary.Tanh.class, init).getLast().deviation();
  }

  private static double lastOfRelu(Init init) {
    return spreads(new Relu(), Unary.Relu.class, init).getLast().deviation();
  }

  @Test
  void tanhDiesOutSaturatesOrKeepsItsScale() {
    assertTrue(lastOfTanh(Init.normal(0.01)) < 1e-7);
    double large = lastOfTanh(Init.normal(1));
    assertTrue(large > 0.95, "deviation " + large);
    for (Init init : List.of(Init.lecunNormal(), Init.xavierNormal(), new OrthogonalInit())) {
      double kept = lastOfTanh(init);
      assertTrue(kept > 0.15 && kept < 0.6, init + ": deviation " + kept);
    }
  }

  @Test
  void reluNeedsTwiceTheVariance() {
    assertTrue(lastOfRelu(Init.normal(0.01)) < 1e-8);
    assertTrue(lastOfRelu(Init.normal(1)) > 1e8);
    double halved = lastOfRelu(Init.xavierNormal());
    assertTrue(halved < 0.05, "deviation " + halved);
    for (Init init : List.of(new HeInit(), new HeInit().uniform())) {
      double kept = lastOfRelu(init);
      assertTrue(kept > 0.3 && kept < 2, init + ": deviation " + kept);
    }
  }

  @Test
  void valuesAreCounted() {
    List<ActivationSpread> spreads = spreads(new Relu(), Unary.Relu.class, new HeInit());
    assertEquals(10, spreads.size());
    ActivationSpread first = spreads.getFirst();
    assertEquals("0.1.relu", first.name());
    assertEquals((long) ROWS * UNITS, first.counts().stream().mapToLong(Long::longValue).sum());
    assertEquals(first.counts().size() + 1, first.edges().size());
    assertEquals(first.smallest(), first.edges().getFirst());
    assertEquals(first.largest(), first.edges().getLast(), 1e-6);
    assertEquals(0.5, first.zeros(), 0.05);
    assertEquals(0, first.smallest());
    // Half of a normal distribution of variance 2, and its negative half at 0.
    assertEquals(Math.sqrt(2) / Math.sqrt(2 * Math.PI), first.mean(), 0.05);
  }
}
