package fovea.explain.cam;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Attributor;
import fovea.explain.attribution.PictureBatch;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.explain.network.Logits;
import fovea.graph.Axes;
import fovea.graph.Compiled;
import fovea.graph.Gradients;
import fovea.graph.Tensor;
import fovea.nn.ForwardPass;
import java.util.List;

/**
 * Class activation mapping (Zhou et al. 2016), for networks that end in global average pooling and
 * a linear layer: the maps before the pooling, each weighted as its mean is for the class. No
 * gradient is computed, and there is no choice of a layer. Where the maps are the scores of the
 * classes themselves, as in SqueezeNet, it is the one of the class.
 *
 * @param keepsNegative whether what speaks against the class is kept, below zero
 */
public record Cam(boolean keepsNegative) implements Attribution {

  /** What speaks for the class only. */
  public Cam() {
    this(false);
  }

  /** The same, which keeps what speaks against the class, below zero. */
  public Cam signed() {
    return new Cam(true);
  }

  @Override
  public String name() {
    return "cam";
  }

  @Override
  public Reading reading() {
    return keepsNegative ? Reading.SIGNED : Reading.POSITIVE;
  }

  /**
   * {@inheritDoc}
   *
   * @throws fovea.graph.type.FoveaException if the network ends in something else
   */
  @Override
  public Attributor on(ExplainedNetwork subject) {
    ForwardPass example = subject.example();
    Tensor pooled = PooledHead.of(Logits.of(example)).maps();
    FeatureLayer layer =
        subject.layers().all().stream()
            .filter(known -> example.at(known.name()) == pooled)
            .findFirst()
            .orElseThrow();
    Compiled compiled =
        subject.compile(
            in -> {
              Tensor scores = Logits.of(ForwardPass.of(subject.network(), in.getFirst()));
              Tensor map = map(PooledHead.of(scores), scores, in.getLast());
              return List.of(keepsNegative ? map : map.relu());
            });
    Attributor attributor =
        (pictures, targets) ->
            new Attributions(
                PictureBatch.of(subject, pictures, targets).inParts(subject, compiled));
    return attributor.layer(layer);
  }

  /** Weights by what the linear part has for the class, which does not depend on the picture. */
  private static Tensor map(PooledHead head, Tensor scores, Tensor targets) {
    Tensor weights = Gradients.of(scores, targets, List.of(head.pooled())).getFirst();
    int pictures = head.maps().shape().dim(0);
    int channels = head.maps().shape().dim(1);
    Tensor perMap = weights.mul(head.perMean()).reshape(pictures, channels, 1, 1);
    return head.maps().mul(perMap).sum(Axes.of(1).keep());
  }
}
