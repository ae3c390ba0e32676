package fovea.explain.attribution;

import fovea.graph.Tensor;
import fovea.nn.ForwardPass;
import java.util.List;

/**
 * What each number of the picture adds to the score, were the network linear (Shrikumar et al.
 * 2016): the gradient of the score, a logit, times the picture as the network takes it.
 */
public record GradientTimesInput() implements PassAttribution {

  @Override
  public String name() {
    return "gradient-times-input";
  }

  @Override
  public Reading reading() {
    return Reading.SIGNED;
  }

  @Override
  public Tensor maps(ForwardPass pass, Tensor picture, Tensor targets) {
    return PassAttribution.score(pass, targets).gradients(List.of(picture)).getFirst().mul(picture);
  }
}
