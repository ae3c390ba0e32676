package fovea.explain.adversarial;

import fovea.explain.network.Logits;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import fovea.hub.PredictionKind;
import fovea.nn.ForwardPass;
import fovea.nn.Layer;
import fovea.nn.loss.CrossEntropy;
import fovea.train.adversarial.Adversary;
import fovea.train.adversarial.PixelBounds;
import fovea.train.task.Criterion;

/**
 * How far a model is from saying the class of each picture, or one of several labels: {@code
 * i32[n]}.
 *
 * @param scored how the scores are read
 */
record ClassLoss(PredictionKind scored) implements Criterion {

  /**
   * Who attacks a model by this loss, of its scores before a softmax or a sigmoid.
   *
   * @throws FoveaException if it gives no scores of classes or labels
   */
  static Adversary adversary(Model model, PixelBounds bounds) {
    if (model.kind() == PredictionKind.REGRESSION) {
      throw FoveaException.at(
          model.source(),
          "expected a model that gives scores of classes or labels, found one of numbers",
          "attack it from a program: Adversary, with the loss of its task");
    }
    Layer layer = model.layer();
    Layer scores = x -> Logits.of(ForwardPass.of(layer, x));
    return Adversary.of(scores, new ClassLoss(model.kind()), bounds);
  }

  @Override
  public Tensor loss(Tensor scores, Tensor classes) {
    return switch (scored) {
      case CLASSES -> new CrossEntropy().loss(scores, classes);
      case BINARY -> {
        // 1 for the second class, -1 for the first.
        Tensor signs = classes.cast(scores.type().dtype()).mul(2).sub(1).reshape(scores.shape());
        yield scores.mul(signs).neg().softplus().mean();
      }
      case MULTI_LABEL -> {
        Tensor asked = classes.oneHot(scores.shape().dim(1)).cast(scores.type().dtype());
        yield scores.mul(asked).sum(1).neg().softplus().mean();
      }
      case REGRESSION -> throw new IllegalStateException("numbers have no class");
    };
  }
}
