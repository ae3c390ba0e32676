package fovea.train;

import fovea.data.Batches;
import fovea.data.PictureShape;
import fovea.graph.FoveaException;
import fovea.graph.Shape;
import fovea.graph.Tensor;
import fovea.graph.TensorType;
import fovea.nn.Layer;
import fovea.nn.Mode;
import java.util.Optional;

/** What is learned from, and what is judged by. */
final class Pictures {
  private final Batches train;
  private final Optional<Batches> test;

  Pictures(Batches train) {
    this.train = train;
    this.test = Optional.empty();
  }

  Pictures(Batches train, Batches test) {
    this.train = train;
    this.test = Optional.of(test);
  }

  Batches train() {
    return train;
  }

  Optional<Batches> test() {
    return test;
  }

  /** Dimensions of the network's input. */
  PictureShape shape() {
    return train.preprocessing().input();
  }

  /**
   * Checks, before anything runs, that the model takes the pictures and knows their classes.
   *
   * @throws FoveaException if it does not
   */
  void check(Layer model) {
    check(model, train);
    test.ifPresent(batches -> check(model, batches));
  }

  private static void check(Layer model, Batches batches) {
    PictureShape in = batches.preprocessing().input();
    TensorType type = TensorType.f32(1, in.channels(), in.height(), in.width());
    Shape out = Mode.inference(() -> Tensor.full(type, 0).apply(model)).shape();
    int classes = batches.data().classes().size();
    if (out.rank() == 2 && out.dim(1) < classes) {
      throw FoveaException.at(
          batches.data().name(),
          "expected at most " + out.dim(1) + " classes as the model has, found " + classes,
          "give the model as many outputs as there are classes");
    }
  }
}
