package fovea.zoo.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.error.UserException;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.model.Blueprint;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.nn.layer.Linear;
import fovea.zoo.Zoo;
import fovea.zoo.basic.LeNet5;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several classifiers as one network. */
class EnsembleTest {

  private static Layer fixed(float... logits) {
    return x -> Tensor.of(Shape.of(1, logits.length), logits);
  }

  private static float[] probabilities(EnsembleRule rule, Layer... members) {
    Tensor x = Tensor.full(TensorType.f32(1, 1), 0);
    return x.apply(new Ensemble(List.of(members), rule)).exp().floats();
  }

  /** The logits of probabilities. */
  private static Layer sure(double... probabilities) {
    float[] logits = new float[probabilities.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) Math.log(probabilities[i]) + 3;
    }
    return fixed(logits);
  }

  @Test
  void theAverageIsThatOfTheProbabilities() {
    float[] mean =
        probabilities(
            EnsembleRule.AVERAGE, sure(0.7, 0.2, 0.1), sure(0.1, 0.8, 0.1), sure(0.4, 0.5, 0.1));
    assertArrayEquals(new float[] {0.4f, 0.5f, 0.1f}, mean, 1e-6f);
  }

  @Test
  void aMajorityWinsHoweverSureTheOthersAre() {
    float[] shares =
        probabilities(
            EnsembleRule.VOTE, sure(0.98, 0.01, 0.01), sure(0.4, 0.5, 0.1), sure(0.4, 0.5, 0.1));
    float[] mean = {1.78f / 3, 1.01f / 3, 0.21f / 3};
    assertArrayEquals(
        new float[] {(1 + mean[0]) / 4, (2 + mean[1]) / 4, mean[2] / 4}, shares, 1e-6f);
    assertTrue(shares[1] > shares[0]);
  }

  @Test
  void equallyManyVotesAreDecidedByTheAverage() {
    float[] shares = probabilities(EnsembleRule.VOTE, sure(0.9, 0.1), sure(0.4, 0.6));
    assertTrue(shares[0] > shares[1], "0.65 against 0.35");
  }

  @ParameterizedTest
  @EnumSource
  void unlikelyClassesStayFinite(EnsembleRule rule) {
    Tensor x = Tensor.full(TensorType.f32(1, 1), 0);
    Ensemble ensemble = new Ensemble(List.of(fixed(900, 0, 0), fixed(0, 900, 0)), rule);
    float[] logs = x.apply(ensemble).floats();
    assertEquals(Math.log(0.5), logs[0], 1e-6);
    assertTrue(Float.isFinite(logs[2]) && logs[2] < -80, "found " + logs[2]);
  }

  @ParameterizedTest
  @EnumSource
  void gradientsFlowIntoAllMembers(EnsembleRule rule) {
    List<Layer> members = List.of(LeNet5.modern(4), LeNet5.classic(4));
    Ensemble ensemble = new Ensemble(members, rule);
    Parameters.initialize(ensemble, 1);
    Tensor x = Tensor.full(TensorType.f32(2, 1, 32, 32), 0.5);
    Tensor score = x.apply(ensemble).slice(1, 0, 1).sum();
    var parameters = Parameters.of(ensemble);
    assertEquals(20, parameters.size());
    List<Tensor> values = parameters.values().stream().map(param -> param.tensor()).toList();
    for (Tensor gradient : score.gradients(values)) {
      assertTrue(gradient.abs().sum().item() > 0);
    }
  }

  @Test
  void itIsBuiltAgainFromItsBlueprint() {
    Ensemble ensemble =
        new Ensemble(
            List.of(LeNet5.modern(7), Zoo.create("mlp").head(7), LeNet5.modern(7)),
            EnsembleRule.VOTE);
    Blueprint saved = ensemble.blueprint();
    Ensemble again = Ensemble.create(saved, Zoo::create);
    assertEquals(saved, again.blueprint());
    assertEquals(StateDict.of(ensemble).keySet(), StateDict.of(again).keySet());
    assertTrue(StateDict.of(again).containsKey("members.2.conv_block1.0.weight"));
    Ensemble own = new Ensemble(List.of(new Linear(3, 2), new Linear(3, 2)), EnsembleRule.VOTE);
    assertTrue(own.blueprint().isCustom());
  }

  @Test
  void ensemblesThatMakeNoSenseAreExplained() {
    assertSays("expected 2 to 100 members, found 1", List.of(LeNet5.modern(3)));
    assertSays("found 101", Collections.nCopies(101, LeNet5.modern(3)));
    Layer one = LeNet5.modern(3);
    assertSays("found one network twice", List.of(one, LeNet5.modern(3), one));
    Tensor x = Tensor.full(TensorType.f32(1, 1, 32, 32), 0);
    Ensemble unlike = new Ensemble(List.of(one, LeNet5.modern(4)), EnsembleRule.AVERAGE);
    FoveaException e = assertThrows(FoveaException.class, () -> x.apply(unlike));
    assertTrue(e.getMessage().startsWith("members.1: "), e.getMessage());
  }

  private static void assertSays(String said, List<Layer> members) {
    FoveaException e =
        assertThrows(FoveaException.class, () -> new Ensemble(members, EnsembleRule.AVERAGE));
    assertTrue(e.getMessage().contains(said), e.getMessage());
  }

  @Test
  void damagedBlueprintsAreExplained() {
    for (String text :
        List.of(
            "",
            "[]",
            "{}",
            "{\"rule\":\"average\"}",
            "{\"rule\":\"average\",\"members\":[]}",
            "{\"rule\":\"average\",\"members\":[1,2]}",
            "{\"rule\":\"average\",\"members\":[{\"name\":\"mlp\"}]}",
            "{\"rule\":\"best\",\"members\":"
                + "[{\"name\":\"mlp\",\"arguments\":\"3 classes of 1x8x8\"},"
                + "{\"name\":\"mlp\",\"arguments\":\"3 classes of 1x8x8\"}]}")) {
      Blueprint damaged = new Blueprint(Ensemble.ARCHITECTURE, text);
      assertThrows(UserException.class, () -> Ensemble.create(damaged, Zoo::create), text);
    }
  }
}
