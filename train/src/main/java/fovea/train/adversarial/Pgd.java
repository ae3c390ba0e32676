package fovea.train.adversarial;

import fovea.train.internal.SettingChecks;

/**
 * Projected gradient descent (Madry et al. 2017): small steps by the sign of the gradient, from a
 * random place near the picture, each followed by a return to what is no further than {@code
 * epsilon} from it.
 *
 * @param epsilon the most that a pixel is changed, as a share of the range from black to white
 * @param steps their number
 * @param reach how far all steps would lead without the return, as a multiple of {@code epsilon}
 * @param randomStart whether it begins at a random place, else at the picture
 */
public record Pgd(double epsilon, int steps, double reach, boolean randomStart) implements Attack {

  /**
   * Ten steps from a random place, each a quarter of {@code epsilon}: together 2.5 times as far, as
   * Madry et al. have it.
   *
   * @throws fovea.graph.type.FoveaException if it is not above 0 and at most 1
   */
  public Pgd(double epsilon) {
    this(epsilon, 10, 2.5, true);
  }

  /** Of 0.007. */
  public Pgd() {
    this(0.007);
  }

  /**
   * Checks the numbers.
   *
   * @throws fovea.graph.type.FoveaException if epsilon is not above 0 and at most 1, there are no
   *     steps, or they lead nowhere
   */
  public Pgd {
    SettingChecks.share("epsilon", epsilon);
    SettingChecks.atLeast("steps of pgd", steps, 1);
    SettingChecks.positive("reach of pgd", reach);
  }

  @Override
  public Pgd epsilon(double epsilon) {
    return new Pgd(epsilon, steps, reach, randomStart);
  }

  /** The same in more or fewer steps, which are smaller or larger. */
  public Pgd steps(int steps) {
    return new Pgd(epsilon, steps, reach, randomStart);
  }

  @Override
  public double stepSize() {
    return reach * epsilon / steps;
  }

  /** The same with steps of another size, as a share of the range from black to white. */
  public Pgd stepSize(double size) {
    return new Pgd(epsilon, steps, size * steps / epsilon, randomStart);
  }

  /** The same from a random place or from the picture itself. */
  public Pgd randomStart(boolean randomStart) {
    return new Pgd(epsilon, steps, reach, randomStart);
  }
}
