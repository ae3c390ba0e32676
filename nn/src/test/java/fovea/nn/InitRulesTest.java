package fovea.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.activation.Relu;
import fovea.nn.init.DiracInit;
import fovea.nn.init.Init;
import fovea.nn.init.InitRule;
import fovea.nn.init.KeyedRandom;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Initial values by rules for names of parameters. */
class InitRulesTest {
  private final Layer network =
      Sequential.of(
          new Conv2d(3, 4, 3), new BatchNorm2d(4), new Relu(), new Flatten(), new Linear(16, 5));

  private double[] values(String name) {
    return Parameters.of(network).get(name).value().doubles();
  }

  private static double[] drawn(Init init, String name, int... dims) {
    HostBuffer values = HostBuffer.allocate(TensorType.f32(dims));
    init.fill(values, KeyedRandom.of(7, name));
    return values.doubles();
  }

  private void initialize(InitRule... rules) {
    Parameters.initialize(network, 7, List.of(rules));
  }

  private void assertAll(double expected, String name) {
    assertArrayEquals(new double[] {expected}, Arrays.stream(values(name)).distinct().toArray());
  }

  private void assertRefused(String expected, InitRule rule) {
    assertEquals(expected, assertThrows(FoveaException.class, () -> initialize(rule)).getMessage());
  }

  @Test
  void aRuleForWeightsLeavesNormsAlone() {
    initialize(new InitRule(Init.heNormal()));
    assertArrayEquals(drawn(Init.heNormal(), "0.weight", 4, 3, 3, 3), values("0.weight"));
    assertArrayEquals(drawn(Init.heNormal(), "4.weight", 5, 16), values("4.weight"));
    assertAll(0, "0.bias");
    assertAll(0, "4.bias");
    assertAll(1, "1.weight");
    assertAll(0, "1.bias");
  }

  @Test
  void theLastRuleForAParameterCounts() {
    initialize(
        new InitRule(Init.normal(0.01)),
        new InitRule(Init.constant(0.1), "*.bias"),
        new InitRule(Init.zeros(), "4.*"));
    assertArrayEquals(drawn(Init.normal(0.01), "0.weight", 4, 3, 3, 3), values("0.weight"));
    assertEquals((double) 0.1f, values("0.bias")[0]);
    assertEquals((double) 0.1f, values("1.bias")[0]);
    assertAll(0, "4.weight");
    assertAll(0, "4.bias");
  }

  @Test
  void whatNoRuleIsForStartsAsTheLayerSays() {
    initialize(new InitRule(Init.zeros(), "0.weight"));
    assertAll(0, "0.weight");
    assertArrayEquals(drawn(Init.torchUniform(), "4.weight", 5, 16), values("4.weight"));
    double[] bias = values("4.bias");
    Parameters.initialize(network, 7);
    assertArrayEquals(bias, values("4.bias"));
    assertArrayEquals(drawn(Init.torchUniform(), "0.weight", 4, 3, 3, 3), values("0.weight"));
  }

  @Test
  void aRuleForWeightsTakesThoseThatItFits() {
    initialize(new InitRule(new DiracInit()));
    assertEquals(3, Arrays.stream(values("0.weight")).sum());
    assertArrayEquals(drawn(Init.torchUniform(), "4.weight", 5, 16), values("4.weight"));
  }

  @Test
  void whatFitsNothingIsRefused() {
    assertRefused(
        "no parameter of the network fits \"0.weigth\"; did you mean 0.weight?",
        new InitRule(Init.zeros(), "0.weigth"));
    assertRefused(
        "4.weight: DiracInit[groups=1, rest=ConstantInit[value=0.0]] does not fit its shape [5, 16];"
            + " name other parameters, or use another initialization",
        new InitRule(Init.dirac(), "4.weight"));
    assertRefused(
        "the network has no weight that DiracInit[groups=3, rest=ConstantInit[value=0.0]] fits; use"
            + " another initialization",
        new InitRule(new DiracInit().groups(3)));
  }
}
