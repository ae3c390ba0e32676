package fovea.train.adversarial;

import fovea.format.Codecs;
import fovea.graph.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A way to change pictures by very little so that a network errs: adversarial examples (Szegedy et
 * al. 2013). It goes some steps, each by the sign of the gradient of the loss by the picture, and
 * never further than {@link #epsilon} from where it began. All sizes are shares of the picture's
 * full range, from 0 for black to 1 for white, whatever numbers the network takes; {@link
 * PixelBounds} says what these are. Of bytes, 0.007 is about 2 of 255.
 */
public sealed interface Attack permits Fgsm, Pgd {

  /** The most that a pixel is changed, as a share of the range from black to white. */
  double epsilon();

  /**
   * The same with another {@link #epsilon}.
   *
   * @throws fovea.graph.type.FoveaException if it is not above 0 and at most 1
   */
  Attack epsilon(double epsilon);

  /** Number of steps, each of one forward and one backward pass. */
  int steps();

  /** How far a step changes a pixel, as a share of the range from black to white. */
  double stepSize();

  /** Whether it begins at a random place no further than {@link #epsilon} from the picture. */
  boolean randomStart();

  /** The codecs of attacks, by which run folders and the command line name them. */
  static Codecs<Attack> codecs() {
    return AttackCodecs.ALL;
  }

  /**
   * The changed pictures, as nodes of the graph; no gradient flows through them.
   *
   * @param pictures the network's input, {@code [n, c, h, w]}
   * @param bounds what the numbers of a picture can be
   * @param random a scalar of i64 below 2^52, from which a random start follows
   * @param loss of pictures such as these, a scalar, which the change makes larger
   */
  default Tensor apply(
      Tensor pictures, PixelBounds bounds, Tensor random, UnaryOperator<Tensor> loss) {
    var ball = PixelBall.of(pictures, bounds, Tensor.scalar(epsilon()));
    Tensor size = Tensor.scalar(stepSize());
    Tensor changed = randomStart() ? ball.randomPlace(random) : pictures;
    for (int step = 0; step < steps(); step++) {
      Tensor gradient = loss.apply(changed).gradients(List.of(changed)).getFirst();
      changed = ball.step(changed, gradient, size);
    }
    return changed;
  }
}
