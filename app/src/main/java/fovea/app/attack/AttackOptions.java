package fovea.app.attack;

import fovea.app.option.NumberReaders;
import fovea.app.recipe.Typed;
import fovea.app.session.UsageException;
import fovea.train.adversarial.Attack;
import fovea.train.adversarial.Fgsm;
import fovea.train.adversarial.Pgd;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how pictures are changed. */
public final class AttackOptions {
  private static final String EPSILON = "--epsilon";

  @Option(
      names = "--method",
      paramLabel = "NAME[,NAME]",
      split = ",",
      description =
          "fgsm, one step by the sign of the gradient (default for pictures), or pgd, several steps"
              + " from a random start, with settings if wanted: pgd:reach=1 (default for --data:"
              + " both).")
  private List<String> methods = List.of();

  @Option(
      names = EPSILON,
      paramLabel = "X[,X…]",
      split = ",",
      converter = NumberReaders.Positive.class,
      description =
          "The most that a pixel is changed, as a share of the range from black to white (default:"
              + " 0.007, about 2 of 255; for --data eight from 0.002 to 0.25).")
  private List<Double> epsilons = List.of();

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Steps of pgd (default: 10).")
  private Optional<Integer> steps = Optional.empty();

  /**
   * The attacks of the methods that the user wants, of the first epsilon.
   *
   * @param usual those that are made where the user names none
   */
  List<Attack> attacks(List<Attack> usual) {
    List<Attack> chosen =
        methods.isEmpty()
            ? usual
            : methods.stream()
                .map(text -> Typed.value("--method", () -> Attack.codecs().parse(text)))
                .toList();
    if (chosen.stream().noneMatch(Pgd.class::isInstance)) {
      requireNoSteps();
    }
    return chosen.stream().map(this::changed).toList();
  }

  private void requireNoSteps() {
    if (steps.isPresent()) {
      throw new UsageException(
          "--steps", "is for pgd, found fgsm alone", "say --method pgd, or leave it out");
    }
  }

  private Attack changed(Attack attack) {
    return switch (attack) {
      case Fgsm fgsm -> fgsm;
      case Pgd pgd -> steps.map(pgd::steps).orElse(pgd);
    };
  }

  /** One attack for each epsilon of the user, or the attack as it is where there are none. */
  List<Attack> forEachEpsilon(Attack attack) {
    return epsilons.isEmpty()
        ? List.of(attack)
        : epsilons().stream().<Attack>map(attack::epsilon).toList();
  }

  /** The epsilons of the user in ascending order, each once; none where there are none. */
  List<Double> epsilons() {
    return epsilons.stream()
        .map(epsilon -> Typed.value(EPSILON, () -> new Fgsm(epsilon)).epsilon())
        .distinct()
        .sorted()
        .toList();
  }
}
