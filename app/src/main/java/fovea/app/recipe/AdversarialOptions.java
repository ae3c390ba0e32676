package fovea.app.recipe;

import fovea.app.option.NumberReaders;
import fovea.app.session.UsageException;
import fovea.train.adversarial.AdversarialTraining;
import fovea.train.adversarial.Attack;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say on which adversarial examples a network is trained as well. */
public final class AdversarialOptions {

  @Option(
      names = "--adversarial",
      paramLabel = "fgsm|pgd[:KEY=VALUE,...]",
      description =
          "Train on adversarial examples as well, which each step makes of its batch: by one step,"
              + " fgsm, or by several, pgd:steps=10.")
  private Optional<String> attack = Optional.empty();

  @Option(
      names = "--epsilon",
      paramLabel = "X",
      converter = NumberReaders.Positive.class,
      description =
          "The most that --adversarial changes a pixel, as a share of the range from black to white"
              + " (default: 0.007, about 2 of 255).")
  private Optional<Double> epsilon = Optional.empty();

  @Option(
      names = "--clean-share",
      paramLabel = "X",
      converter = NumberReaders.Fraction.class,
      description =
          "Share of the loss that pictures as they are have beside --adversarial (default: 0.5).")
  private Optional<Double> clean = Optional.empty();

  /**
   * The goal as the user wants it.
   *
   * @throws UsageException if an option of an attack has none
   */
  public GoalSettings applyTo(GoalSettings usual) {
    if (attack.isEmpty()) {
      requireNone("--epsilon", epsilon);
      requireNone("--clean-share", clean);
      return usual;
    }
    Attack typed =
        attack
            .map(text -> Typed.value("--adversarial", () -> Attack.codecs().parse(text)))
            .orElseThrow();
    Attack chosen =
        epsilon.map(far -> Typed.value("--epsilon", () -> typed.epsilon(far))).orElse(typed);
    var training = new AdversarialTraining(chosen);
    return usual.adversarial(clean.map(training::clean).orElse(training));
  }

  private static void requireNone(String option, Optional<Double> value) {
    if (value.isPresent()) {
      throw new UsageException(
          option, "goes with --adversarial, found none", "say --adversarial fgsm, or leave it out");
    }
  }
}
