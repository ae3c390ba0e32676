package fovea.explain.attribution;

import fovea.graph.Tensor;
import fovea.nn.ForwardPass;
import java.util.List;

/**
 * How much the score changes with each number of the picture, also called saliency (Simonyan et al.
 * 2013): the gradient of the score, a logit, by the picture.
 */
public record Gradient() implements PassAttribution {

  @Override
  public String name() {
    return "gradient";
  }

  @Override
  public Reading reading() {
    return Reading.MAGNITUDE;
  }

  @Override
  public Tensor maps(ForwardPass pass, Tensor picture, Tensor targets) {
    return PassAttribution.score(pass, targets).gradients(List.of(picture)).getFirst();
  }
}
