package fovea.train.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.format.Json;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.nn.Tensors;
import fovea.train.metric.Metric;
import fovea.train.metric.Pass;
import org.junit.jupiter.api.Test;

class RegressionTest {
  private static final Regression AGES =
      Task.regression().standardizing(new double[] {40, 100}, new double[] {10, 20});

  private static final float[][] OUTPUTS = {{-1, 0}, {2, 1}, {0.5f, -1}};
  private static final float[][] TARGETS = {{35, 90}, {55, 130}, {45, 100}};

  private static Pass pass() {
    return new Pass(
        Tensors.of("input", Tensor.of(OUTPUTS)),
        Tensors.of(Tensors.OUTPUT, Tensor.of(OUTPUTS)),
        Tensors.of("target", Tensor.of(TARGETS)));
  }

  @Test
  void theLossIsOfStandardizedNumbers() {
    double sum = 0;
    for (int i = 0; i < OUTPUTS.length; i++) {
      sum += Math.pow(OUTPUTS[i][0] - (TARGETS[i][0] - 40) / 10, 2);
      sum += Math.pow(OUTPUTS[i][1] - (TARGETS[i][1] - 100) / 20, 2);
    }
    assertEquals(sum / 6, AGES.loss(pass()).item(), 1e-6);
  }

  @Test
  void predictionsAndMetricsAreInUnits() {
    Tensors shown = AGES.predictions(Tensors.of(Tensors.OUTPUT, Tensor.of(OUTPUTS)));
    assertArrayEquals(new float[] {30, 100, 60, 120, 45, 80}, shown.only().floats(), 1e-4f);
    Metric metric = AGES.metrics().getFirst();
    double error = metric.value(new double[] {metric.count(pass()).item()}, 3);
    assertEquals((5 + 10 + 5 + 10 + 0 + 20) / 6.0, error, 1e-4);
  }

  @Test
  void theExplainedVarianceIsThatOfADirectComputation() {
    Metric metric = Metric.r2().of(AGES::compared);
    float[] sums = metric.count(pass()).floats();
    double[] all = new double[sums.length];
    for (int i = 0; i < sums.length; i++) {
      all[i] = sums[i];
    }
    double first = 1 - (25 + 25) / 200.0;
    double second = 1 - (100 + 100 + 400) / (3 * 288.888889);
    assertEquals((first + second) / 2, metric.value(all, 3), 1e-4);
  }

  @Test
  void filesKeepIt() {
    assertEquals(AGES, Task.codecs().read(Task.codecs().write(AGES)));
    assertEquals(
        new Regression(), Task.codecs().read(Json.parse("{\"name\": \"regression\"}", "test")));
  }

  @Test
  void wrongNumbersAreRefused() {
    var task = Task.regression();
    assertThrows(
        FoveaException.class, () -> task.standardizing(new double[] {1}, new double[] {0}));
    assertThrows(
        FoveaException.class, () -> task.standardizing(new double[] {1}, new double[] {1, 2}));
    assertThrows(
        FoveaException.class,
        () -> task.standardizing(new double[] {1}, new double[] {1}).check(pass()));
  }
}
