package fovea.train.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.FoveaException;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.train.EpochReport;
import fovea.train.Tiny;
import fovea.train.TrainCallback;
import fovea.train.TrainControl;
import fovea.train.TrainStep;
import fovea.train.Trainer;
import fovea.train.task.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParameterGroupTest {
  private static final double RATE = 0.1;

  @Test
  void aGroupTrainsAtItsMultipleOfTheRate() {
    double[] usual = change("conv.weight");
    double[] slower = change("conv.weight", ParameterGroup.of("conv").rate(0.5));
    for (int i = 0; i < usual.length; i++) {
      assertEquals(usual[i] / 2, slower[i], 1e-6);
    }
    assertArrayEquals(
        change("fc.weight"), change("fc.weight", ParameterGroup.of("conv").rate(0.5)));
  }

  @Test
  void theInnermostGroupCounts() {
    double[] inner =
        change(
            "conv.weight",
            ParameterGroup.of("").rate(0.25),
            ParameterGroup.of("conv.weight").rate(0));
    assertArrayEquals(new double[inner.length], inner);
  }

  @Test
  void aGroupDecaysByItsMultiple() {
    var optimizer =
        new GroupedOptimizer(
            new Sgd(RATE).weightDecay(0.01), List.of(ParameterGroup.of("fc").weightDecay(10)));
    var net = Tiny.net();
    var parameters = Parameters.of(net);
    assertEquals(
        0.1, optimizer.decay("fc.weight", parameters.get("fc.weight").variable().type()), 1e-12);
    assertEquals(0, optimizer.decay("fc.bias", parameters.get("fc.bias").variable().type()));
    assertEquals(
        0.01, optimizer.decay("conv.weight", parameters.get("conv.weight").variable().type()));
  }

  @Test
  void aGroupWithoutParametersIsRefused() {
    Trainer trainer = Tiny.trainer(Tiny.net()).groups(ParameterGroup.of("con").rate(2));
    var e = assertThrows(FoveaException.class, () -> trainer.fit(Tiny.train()));
    assertTrue(e.getMessage().contains("con"), e.getMessage());
    assertThrows(FoveaException.class, () -> ParameterGroup.of("fc").rate(-1));
  }

  @Test
  void frozenParametersAreUnfreezeedInTime() {
    var net = Tiny.net();
    Parameters.freezeTo(net, "norm");
    List<List<Double>> conv = new ArrayList<>();
    var listener =
        new TrainCallback() {
          @Override
          public void epochFinished(EpochReport event, TrainControl control) {
            conv.add(Tiny.list(StateDict.of(net).get("conv.weight")));
          }
        };
    List<Double> before = Tiny.list(StateDict.of(net).get("conv.weight"));
    Tiny.onReference(
        () ->
            Tiny.trainer(net).unfreezeAfter(2).callbacks(listener).fit(Tiny.train(), Tiny.test()));
    assertEquals(before, conv.get(0));
    assertEquals(before, conv.get(1));
    assertNotEquals(before, conv.get(2));
  }

  @Test
  void layersAreFrozenInTime() {
    var net = Tiny.net();
    List<List<Double>> conv = new ArrayList<>();
    var listener =
        new TrainCallback() {
          @Override
          public void epochFinished(EpochReport event, TrainControl control) {
            conv.add(Tiny.list(StateDict.of(net).get("fc.bias")));
          }
        };
    List<Double> before = Tiny.list(StateDict.of(net).get("fc.bias"));
    Trainer trainer = Tiny.trainer(net).freezes(new LayerFreeze("fc.bias", 1));
    Tiny.onReference(() -> trainer.callbacks(listener).fit(Tiny.train(), Tiny.test()));
    assertNotEquals(before, conv.get(0));
    assertEquals(conv.get(0), conv.get(1));
    assertEquals(conv.get(1), conv.get(2));
    Trainer other = trainer.freezes(new LayerFreeze("con", 1));
    var e = assertThrows(FoveaException.class, () -> other.fit(Tiny.train()));
    assertTrue(e.getMessage().startsWith("con: expected parameters to freeze"), e.getMessage());
    assertThrows(FoveaException.class, () -> new LayerFreeze("conv", -1));
  }

  @Test
  void aFrozenBatchNormKeepsItsStatistics() {
    var net = Tiny.net();
    Parameters.freezeTo(net, "norm");
    assertFalse(Parameters.of(net).get("conv.bias").trainable());
    assertTrue(Parameters.of(net).get("fc.weight").trainable());
    List<Double> before = Tiny.list(StateDict.of(net).get("norm.running_mean"));
    Tiny.onReference(() -> Tiny.trainer(net).fit(Tiny.train()));
    assertEquals(before, Tiny.list(StateDict.of(net).get("norm.running_mean")));
  }

  @Test
  void aTrainingGoesOnWithItsGroupsOnly(@TempDir Path folder) {
    Tiny.onReference(
        () -> {
          Tiny.trainer(Tiny.net()).epochs(1).folder(folder).fit(Tiny.train());
          Trainer other =
              Tiny.trainer(Tiny.net()).groups(ParameterGroup.of("conv").rate(0.5)).folder(folder);
          var e = assertThrows(FoveaException.class, () -> other.resume(Tiny.train()));
          assertTrue(e.getMessage().contains("groups"), e.getMessage());
          return e;
        });
  }

  /** What one step changes. */
  private static double[] change(String parameter, ParameterGroup... groups) {
    return Tiny.onReference(
        () -> {
          var net = Tiny.net();
          double[] before = StateDict.of(net).get(parameter).doubles();
          TrainStep.of(net, new Sgd(RATE), Task.classification())
              .groups(groups)
              .run(Tiny.examples(), RATE);
          double[] after = StateDict.of(net).get(parameter).doubles();
          for (int i = 0; i < after.length; i++) {
            after[i] -= before[i];
          }
          return after;
        });
  }
}
