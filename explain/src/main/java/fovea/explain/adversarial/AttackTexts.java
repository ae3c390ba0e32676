package fovea.explain.adversarial;

import fovea.train.adversarial.Attack;
import fovea.train.adversarial.Fgsm;
import fovea.train.adversarial.Pgd;
import java.util.Locale;

/** What tables and figures call attacks. */
public final class AttackTexts {
  private AttackTexts() {}

  /** The attack without its epsilon, such as {@code PGD, 10 steps}. */
  public static String name(Attack attack) {
    return switch (attack) {
      case Fgsm _ -> "FGSM";
      case Pgd pgd ->
          String.format(
              Locale.ROOT, "PGD, %,d %s", pgd.steps(), pgd.steps() == 1 ? "step" : "steps");
    };
  }

  /** The attack with its epsilon, such as {@code FGSM, epsilon 0.007}. */
  public static String whole(Attack attack) {
    return name(attack) + ", epsilon " + (float) attack.epsilon();
  }
}
