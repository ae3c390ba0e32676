package fovea.train.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.nn.Layer;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.train.Evaluator;
import fovea.train.Features;
import fovea.train.Tiny;
import fovea.train.predict.Predictor;
import fovea.train.task.Criterion;
import fovea.train.task.Task;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FiniteOutputTest {

  /** A network that gives NaN for pictures whose first pixel is NaN, and for all others numbers. */
  private static Layer net() {
    return Sequential.of(new Flatten(), new Linear(36, 4));
  }

  /** The test pictures, of which the loss of the second batch of 25 is not finite. */
  private static Layer brokenOnABatch(double number) {
    return new Layer() {
      @Override
      public Tensor forward(Tensor x) {
        Tensor scores = x.flatten(1).slice(1, 0, 4);
        return x.shape().dim(0) == 25 ? scores : scores.add(number);
      }
    };
  }

  private static void assertFails(String message, Supplier<?> body) {
    var e = assertThrows(FoveaException.class, () -> Tiny.onReference(body));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
    assertTrue(e.advice().contains("check its weights"), e.advice());
  }

  @Test
  void aPredictionThatIsNotFiniteIsAnError() {
    HostBuffer images = Tiny.examples().input();
    assertEquals(100, Tiny.onReference(() -> Predictor.of(net()).top(1, images)).size());
    images.set(7 * 36, Double.NaN);
    assertFails(
        "example 8: expected finite probabilities from the network, found NaN; ",
        () -> Predictor.of(net()).top(1, images));
    images.set(7 * 36, Double.POSITIVE_INFINITY);
    assertFails("example 8: ", () -> Predictor.of(net()).probabilities(images));
  }

  @Test
  void anEvaluationNamesThePicture() {
    var evaluator = Evaluator.of(brokenOnABatch(Double.NaN), Task.classification());
    // 60 pictures in batches of 25: the third batch has only 10.
    assertFails(
        "example 51: expected finite scores from the network, found NaN",
        () -> evaluator.run(Tiny.test()));
    var infinite = Evaluator.of(brokenOnABatch(Double.POSITIVE_INFINITY), Task.classification());
    assertFails("example 51: ", () -> infinite.run(Tiny.test()));
  }

  @Test
  void aLossMayBeInfiniteByItself() {
    Criterion endless = (output, labels) -> output.sum().mul(0).log();
    assertFails(
        "example 1: expected a finite loss", () -> Evaluator.of(net(), endless).run(Tiny.test()));
  }

  @Test
  void impossibleClassesAreNoError() {
    // Minus infinity for the first class, which no picture here belongs to.
    Layer masked =
        x -> {
          Tensor scores = x.flatten(1).slice(1, 0, 3);
          Tensor none = Tensor.full(scores.slice(1, 0, 1).type(), Double.NEGATIVE_INFINITY);
          return Tensor.concat(1, java.util.List.of(scores, none));
        };
    HostBuffer images = Tiny.examples().input();
    HostBuffer probabilities = Tiny.onReference(() -> Predictor.of(masked).probabilities(images));
    assertEquals(0, probabilities.at(3));
  }

  @Test
  void featuresThatAreNotFiniteAreAnError() {
    DataLoader pictures = Tiny.test();
    assertFails(
        "example 51: expected finite features from the network, found -Infinity",
        () -> Features.of(brokenOnABatch(Double.NEGATIVE_INFINITY), pictures));
  }
}
