package fovea.train.adversarial;

import fovea.train.internal.SettingChecks;

/**
 * The fast gradient sign method (Goodfellow, Shlens &amp; Szegedy 2014): one step of {@code
 * epsilon} by the sign of the gradient.
 *
 * @param epsilon the change of each pixel, as a share of the range from black to white
 */
public record Fgsm(double epsilon) implements Attack {

  /** Of 0.007, which turned Goodfellow's panda into a gibbon. */
  public Fgsm() {
    this(0.007);
  }

  /**
   * Checks the number.
   *
   * @throws fovea.graph.type.FoveaException if it is not above 0 and at most 1
   */
  public Fgsm {
    SettingChecks.share("epsilon", epsilon);
  }

  @Override
  public Fgsm epsilon(double epsilon) {
    return new Fgsm(epsilon);
  }

  @Override
  public int steps() {
    return 1;
  }

  @Override
  public double stepSize() {
    return epsilon;
  }

  @Override
  public boolean randomStart() {
    return false;
  }
}
