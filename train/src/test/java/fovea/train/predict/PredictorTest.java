package fovea.train.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.data.Preprocessing;
import fovea.data.batch.Batch;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.GlobalAvgPool;
import fovea.train.Tiny;
import fovea.train.task.Task;
import org.junit.jupiter.api.Test;

class PredictorTest {

  /** Takes pictures of any size. */
  record Convolutional(Conv2d conv, GlobalAvgPool pool) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      return x.apply(conv).apply(pool);
    }
  }

  private final Preprocessing preprocessing = Tiny.preprocessing();
  private final Predictor predictor =
      Tiny.onReference(
          () ->
              Predictor.of(
                  new Convolutional(new Conv2d(1, 4, 3), new GlobalAvgPool()), preprocessing));

  private static HostBuffer pictures(int... dims) {
    return HostBuffer.allocate(TensorType.f32(dims));
  }

  private static void assertRefused(
      String expected, org.junit.jupiter.api.function.Executable body) {
    assertEquals(expected, assertThrows(FoveaException.class, body).getMessage());
  }

  @Test
  void picturesAreOfTheModelsSizeUnlessAnySizeIsAllowed() {
    assertEquals(Shape.of(2, 4), predictor.probabilities(pictures(2, 1, 6, 6)).type().shape());
    assertRefused(
        "the model takes pictures [n, 1, 6, 6], found [2, 1, 9, 6]; prepare them as those that it"
            + " was trained on, or allow other sizes by anySize()",
        () -> predictor.probabilities(pictures(2, 1, 9, 6)));
    assertEquals(
        Shape.of(2, 4), predictor.anySize().probabilities(pictures(2, 1, 9, 6)).type().shape());
  }

  @Test
  void onePictureIsNoBatch() {
    assertRefused(
        "the model takes pictures [n, 1, 6, 6], found [1, 6, 6]; add the batch axis: reshape(1, 1,"
            + " 6, 6)",
        () -> predictor.top(1, pictures(1, 6, 6)));
    assertRefused(
        "conv: conv2d expects an input with 4 axes [n, c, h, w], found [1, 6, 6]; add the batch"
            + " axis: reshape(1, 1, 6, 6)",
        () -> predictor.anySize().top(1, pictures(1, 6, 6)));
    assertEquals(1, predictor.top(1, pictures(1, 6, 6).reshape(1, 1, 6, 6)).size());
  }

  @Test
  void labelsHaveProbabilitiesOfTheirOwn() {
    var net = new Convolutional(new Conv2d(1, 4, 3), new GlobalAvgPool());
    Predictor labels = Tiny.onReference(() -> Predictor.of(net, preprocessing, Task.multiLabel()));
    HostBuffer found = labels.probabilities(pictures(1, 1, 6, 6));
    HostBuffer task =
        Tiny.onReference(() -> TaskPredictor.of(net, Task.multiLabel()))
            .predict(Batch.of(pictures(1, 1, 6, 6)))
            .firstEntry()
            .getValue();
    assertArrayEquals(task.floats(), found.floats(), 1e-6f);
  }

  @Test
  void emptyBatchesAreRefused() {
    assertRefused(
        "a batch of no pictures, [0, 1, 6, 6]; pass one picture or more",
        () -> predictor.probabilities(pictures(0, 1, 6, 6)));
    HostBuffer labels = HostBuffer.allocate(new TensorType(Shape.of(0), DType.I32));
    assertRefused(
        "a batch of no examples, input is [0, 1, 6, 6]; pass one example or more",
        () -> Batch.of(pictures(0, 1, 6, 6), labels));
    assertRefused(
        "a batch of 2 examples by its input, with target [0]; give all a first axis of the same"
            + " size: the batch",
        () -> Batch.of(pictures(2, 1, 6, 6), labels));
  }
}
