package fovea.explain.attribution;

import fovea.graph.Tensor;
import fovea.graph.op.GradientRule;
import fovea.nn.ForwardPass;
import java.util.List;

/**
 * What in the picture the class is seen by (Zeiler &amp; Fergus 2014): the score, a logit, led back
 * through transposed filters, to where maxima were found, and of it only what is positive through
 * each ReLU, whatever its input was. Other activations, such as SiLU, hardswish or leaky ReLU, keep
 * their own gradients.
 */
public record Deconvnet() implements PassAttribution {

  @Override
  public String name() {
    return "deconvnet";
  }

  @Override
  public Reading reading() {
    return Reading.COLORS;
  }

  @Override
  public Tensor maps(ForwardPass pass, Tensor picture, Tensor targets) {
    return PassAttribution.score(pass, targets)
        .gradients(List.of(picture), GradientRule.deconvnet())
        .getFirst();
  }
}
