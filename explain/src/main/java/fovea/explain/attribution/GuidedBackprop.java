package fovea.explain.attribution;

import fovea.graph.Tensor;
import fovea.graph.op.GradientRule;
import fovea.nn.ForwardPass;
import java.util.List;

/**
 * What in the picture the class is seen by (Springenberg et al. 2015): the gradient of the score, a
 * logit, where only what is positive flows through a ReLU, and only where its input is. Activations
 * without a bend at 0 that nothing passes below, such as SiLU, hardswish or leaky ReLU, keep their
 * own gradients: in networks of these alone the map is that of {@link Gradient}.
 */
public record GuidedBackprop() implements PassAttribution {

  @Override
  public String name() {
    return "guided-backprop";
  }

  @Override
  public Reading reading() {
    return Reading.COLORS;
  }

  @Override
  public Tensor maps(ForwardPass pass, Tensor picture, Tensor targets) {
    return PassAttribution.score(pass, targets)
        .gradients(List.of(picture), GradientRule.guided())
        .getFirst();
  }
}
