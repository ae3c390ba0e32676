package fovea.train.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.batch.Batch;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.nn.StateDict;
import fovea.train.Tiny;
import fovea.train.TrainStep;
import fovea.train.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is put around an optimizer. */
class AroundOptimizersTest {
  private static final double RATE = 0.05;
  private static final int STEPS = 5;
  private static final Batch EXAMPLES = Tiny.examples();

  private static final Map<List<Object>, List<Map<String, HostBuffer>>> RUNS = new HashMap<>();

  /** The values of one parameter before some steps and after each; a run is made only once. */
  private static double[][] steps(Optimizer optimizer, String parameter, ParameterGroup... groups) {
    return RUNS
        .computeIfAbsent(
            List.of(optimizer, List.of(groups)),
            _ -> Device.REFERENCE.use(() -> run(optimizer, groups)))
        .stream()
        .map(values -> values.get(parameter).doubles())
        .toArray(double[][]::new);
  }

  private static List<Map<String, HostBuffer>> run(Optimizer optimizer, ParameterGroup... groups) {
    var net = Tiny.net();
    var step = TrainStep.of(net, optimizer, Task.classification()).groups(groups);
    List<Map<String, HostBuffer>> values = new ArrayList<>(List.of(StateDict.of(net)));
    for (int i = 0; i < STEPS; i++) {
      step.run(EXAMPLES, RATE);
      values.add(StateDict.of(net));
    }
    return values;
  }

  @Test
  void lookaheadGoesBackAShareOfTheWay() {
    Optimizer sgd = new Sgd(RATE).momentum(0.9);
    for (String name : List.of("conv.weight", "fc.weight", "fc.bias")) {
      double[][] plain = steps(sgd, name);
      double[][] looking = steps(new Lookahead(sgd).every(3).share(0.25), name);
      assertArrayEquals(plain[2], looking[2], 1e-6, name);
      for (int i = 0; i < plain[3].length; i++) {
        double expected = plain[0][i] + 0.25 * (plain[3][i] - plain[0][i]);
        assertEquals(expected, looking[3][i], 1e-6, name);
      }
    }
  }

  @Test
  void aWarmUpOfLookaheadBeginsWithAllOfTheWay() {
    Optimizer sgd = new Sgd(RATE);
    double[][] plain = steps(sgd, "fc.weight");
    double[][] looking = steps(new Lookahead(sgd).every(2).share(0.5).warmup(4), "fc.weight");
    for (int i = 0; i < plain[2].length; i++) {
      double share = 1 - 0.5 * Math.pow(2 / 4.0, 3);
      double expected = plain[0][i] + share * (plain[2][i] - plain[0][i]);
      assertEquals(expected, looking[2][i], 1e-6);
    }
  }

  @Test
  void penaltiesAreGradients() {
    double[][] plain = steps(new Sgd(RATE), "fc.weight");
    double[][] l1 = steps(WeightPenalty.l1(new Sgd(RATE), 0.1), "fc.weight");
    double[][] l2 = steps(WeightPenalty.l2(new Sgd(RATE), 0.1), "fc.weight");
    for (int i = 0; i < plain[0].length; i++) {
      double w = plain[0][i];
      assertEquals(plain[1][i] - RATE * 0.1 * Math.signum(w), l1[1][i], 1e-6);
      assertEquals(plain[1][i] - RATE * 0.1 * w, l2[1][i], 1e-6);
    }
    double[][] decayed = steps(new Sgd(RATE).weightDecay(0.1), "fc.weight");
    assertArrayEquals(decayed[STEPS], l2[STEPS], 1e-5);
  }

  @Test
  void penaltiesSpareBiasesAndFollowGroups() {
    Optimizer penalty = new WeightPenalty(new Sgd(RATE), 0.1, 0.1);
    assertArrayEquals(steps(new Sgd(RATE), "fc.bias")[1], steps(penalty, "fc.bias")[1]);
    assertArrayEquals(
        steps(new Sgd(RATE), "fc.weight")[1],
        steps(penalty, "fc.weight", ParameterGroup.of("fc").weightDecay(0))[1]);
  }

  @Test
  void aLargePenaltyMakesWeightsSmall() {
    double before = sum(steps(new Sgd(RATE), "fc.weight")[STEPS]);
    double after = sum(steps(WeightPenalty.l1(new Sgd(RATE), 0.5), "fc.weight")[STEPS]);
    assertTrue(after < 0.7 * before, before + " → " + after);
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).map(Math::abs).sum();
  }

  @Test
  void decoupledDecayFollowsGroupsAndSparesBiases() {
    Optimizer adam = new AdamW(RATE).weightDecay(0.1);
    double[][] plain = steps(new AdamW(RATE).weightDecay(0), "fc.weight");
    double[][] decayed = steps(adam, "fc.weight", ParameterGroup.of("fc").weightDecay(3));
    for (int i = 0; i < plain[0].length; i++) {
      assertEquals(plain[1][i] - RATE * 0.3 * plain[0][i], decayed[1][i], 1e-6);
    }
    assertArrayEquals(
        steps(new AdamW(RATE).weightDecay(0), "norm.weight")[1], steps(adam, "norm.weight")[1]);
  }

  @Test
  void normsOfUnitsAreLimited() {
    for (String name : List.of("conv.weight", "fc.weight")) {
      double[] free = steps(new Sgd(RATE), name)[1];
      double[] limited = steps(new MaxNorm(new Sgd(RATE), 0.3), name)[1];
      int unit = free.length / 4;
      for (int u = 0; u < 4; u++) {
        double norm = norm(free, u * unit, unit);
        assertTrue(norm > 0.3, name + ": " + norm);
        assertEquals(0.3, norm(limited, u * unit, unit), 1e-5);
        assertEquals(free[u * unit] * 0.3 / norm, limited[u * unit], 1e-6);
      }
      assertArrayEquals(free, steps(new MaxNorm(new Sgd(RATE), 50), name)[1], 1e-7);
    }
  }

  private static double norm(double[] values, int from, int length) {
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      sum += values[i] * values[i];
    }
    return Math.sqrt(sum);
  }

  @Test
  void settingsOutOfRangeAreSentences() {
    Optimizer sgd = new Sgd(RATE);
    var share = assertThrows(FoveaException.class, () -> new Lookahead(sgd).share(0));
    assertEquals(
        "share of lookahead: expected a number above 0 and at most 1, found 0.0; choose another value",
        share.getMessage());
    assertThrows(FoveaException.class, () -> new Lookahead(sgd).every(0));
    assertThrows(FoveaException.class, () -> new Lookahead(sgd).warmup(-1));
    assertThrows(FoveaException.class, () -> WeightPenalty.l1(sgd, -1));
    assertThrows(FoveaException.class, () -> WeightPenalty.l2(sgd, Double.NaN));
    assertThrows(FoveaException.class, () -> new MaxNorm(sgd, 0));
    assertThrows(FoveaException.class, () -> new Lion(0.1).betas(1, 0.9));
  }
}
