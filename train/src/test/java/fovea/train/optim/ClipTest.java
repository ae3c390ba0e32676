package fovea.train.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.nn.Parameters;
import fovea.train.Tiny;
import fovea.train.TrainStep;
import fovea.train.Trainer;
import fovea.train.task.Task;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipTest {

  /** The gradients of one step, of which descent at rate 1 takes exactly one. */
  private static Map<String, double[]> gradients(UnaryOperator<TrainStep> change) {
    Tiny.Net net = Tiny.net();
    Map<String, double[]> gradients = new LinkedHashMap<>();
    Parameters.of(net).forEach((name, p) -> gradients.put(name, p.value().doubles()));
    Tiny.onReference(
        () ->
            change
                .apply(TrainStep.of(net, new Sgd(1), Task.classification()))
                .run(Tiny.examples(), 1));
    Parameters.of(net)
        .forEach(
            (name, p) -> {
              double[] gradient = gradients.get(name);
              HostBuffer after = p.value();
              for (int i = 0; i < gradient.length; i++) {
                gradient[i] -= after.at(i);
              }
            });
    return gradients;
  }

  private static double norm(Map<String, double[]> gradients) {
    double squares = 0;
    for (double[] gradient : gradients.values()) {
      for (double each : gradient) {
        squares += each * each;
      }
    }
    return Math.sqrt(squares);
  }

  @Test
  void theGlobalNormShrinksAllByOneFactor() {
    Map<String, double[]> whole = gradients(step -> step);
    double norm = norm(whole);
    double largest = norm / 3;
    Map<String, double[]> clipped = gradients(step -> step.clip(Clip.norm(largest)));
    double factor = largest / (norm + 1e-6);
    whole.forEach(
        (name, gradient) -> {
          double[] expected = gradient.clone();
          for (int i = 0; i < expected.length; i++) {
            expected[i] *= factor;
          }
          assertArrayEquals(expected, clipped.get(name), 1e-6, name);
        });
    assertEquals(largest, norm(clipped), 1e-5);
  }

  @Test
  void aSmallNormIsLeftAsItIs() {
    Map<String, double[]> whole = gradients(step -> step);
    Map<String, double[]> clipped = gradients(step -> step.clip(Clip.norm(3 * norm(whole))));
    whole.forEach((name, gradient) -> assertArrayEquals(gradient, clipped.get(name), name));
  }

  @Test
  void eachElementIsLimited() {
    Map<String, double[]> whole = gradients(step -> step);
    Map<String, double[]> clipped = gradients(step -> step.clip(Clip.value(0.01)));
    whole.forEach(
        (name, gradient) -> {
          double[] expected = gradient.clone();
          for (int i = 0; i < expected.length; i++) {
            expected[i] = Math.clamp(expected[i], -0.01, 0.01);
          }
          assertArrayEquals(expected, clipped.get(name), 1e-6, name);
        });
  }

  @Test
  void theNormIsMeasuredBeforeItIsLimited() {
    double expected = norm(gradients(step -> step));
    for (double largest : new double[] {0.1, Double.POSITIVE_INFINITY}) {
      TrainStep step =
          Tiny.onReference(
              () ->
                  TrainStep.of(Tiny.net(), new Sgd(0.1), Task.classification())
                      .clip(Clip.norm(largest)));
      assertEquals(OptionalDouble.empty(), step.gradientNorm());
      step.run(Tiny.examples(), 0.1);
      assertEquals(expected, step.gradientNorm().orElseThrow(), 1e-5);
    }
  }

  @Test
  void itIsASettingOfARun(@TempDir Path folder) {
    Trainer trainer = Tiny.trainer(Tiny.net()).clip(Clip.norm(1)).epochs(1).folder(folder);
    Tiny.onReference(() -> trainer.fit(Tiny.train()));
    Trainer other = trainer.clip(Clip.norm(2));
    var e =
        assertThrows(
            FoveaException.class, () -> Tiny.onReference(() -> other.resume(Tiny.train())));
    assertTrue(e.getMessage().contains("began with clip"), e.getMessage());
    Tiny.onReference(() -> trainer.epochs(2).resume(Tiny.train()));
  }

  @Test
  void limitsMustBeAboveZero() {
    assertThrows(FoveaException.class, () -> Clip.norm(0));
    assertThrows(FoveaException.class, () -> Clip.norm(Double.NaN));
    assertThrows(FoveaException.class, () -> Clip.value(-1));
  }
}
