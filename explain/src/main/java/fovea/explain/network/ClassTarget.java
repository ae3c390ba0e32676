package fovea.explain.network;

import fovea.error.Nearest;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.hub.Model;
import fovea.hub.PredictionKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The class that is asked about: one score of the network. Where one number tells two classes
 * apart, it speaks for the second and against the first.
 *
 * @param name of the class
 * @param score index of the network's output
 * @param sign 1, or -1 if the score speaks against the class
 */
public record ClassTarget(String name, int score, int sign) {

  /** A score that speaks for the class. */
  public ClassTarget(String name, int score) {
    this(name, score, 1);
  }

  /**
   * A class of a model.
   *
   * @param index from 0
   * @throws FoveaException if there is no such class
   */
  public static ClassTarget of(Model model, int index) {
    List<String> classes = model.classes();
    if (index < 0 || index >= classes.size()) {
      throw FoveaException.at(
          "class",
          String.format(Locale.ROOT, "expected 0 to %,d, found %,d", classes.size() - 1, index),
          "choose one of the model's classes");
    }
    boolean binary = model.kind() == PredictionKind.BINARY;
    return binary
        ? new ClassTarget(classes.get(index), 0, index == 1 ? 1 : -1)
        : new ClassTarget(classes.get(index), index);
  }

  /**
   * A class of a model by its name or its index. Of names that are made of several, separated by
   * commas, each one counts; case does not.
   *
   * @throws FoveaException if there is none, with the nearest names
   */
  public static ClassTarget named(Model model, String nameOrIndex) {
    List<String> classes = model.classes();
    String wanted = nameOrIndex.strip();
    int exact = classes.indexOf(wanted);
    if (exact >= 0) {
      return of(model, exact);
    }
    for (int i = 0; i < classes.size(); i++) {
      if (spellings(classes.get(i)).contains(plain(wanted))) {
        return of(model, i);
      }
    }
    if (wanted.matches("-?\\d{1,9}")) {
      return of(model, Integer.parseInt(wanted));
    }
    throw FoveaException.at(
        "class", "the model has no class " + nameOrIndex, Nearest.hint(wanted, classes));
  }

  private static List<String> spellings(String name) {
    return Stream.concat(Stream.of(name), Arrays.stream(name.split(",")))
        .map(ClassTarget::plain)
        .toList();
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * How much each score counts for each of {@code targets}: {@code [n, scores]}, zero but for one a
   * row.
   */
  public static HostBuffer weights(ExplainedNetwork subject, List<ClassTarget> targets) {
    int scores = subject.scores();
    TensorType type = subject.input(1).with(Shape.of(targets.size(), scores));
    HostBuffer weights = HostBuffer.allocate(type);
    for (int row = 0; row < targets.size(); row++) {
      ClassTarget target = targets.get(row);
      if (target.score() < 0 || target.score() >= scores) {
        throw FoveaException.at(
            "class",
            String.format(
                Locale.ROOT,
                "expected a score from 0 to %,d, found %,d",
                scores - 1,
                target.score()),
            "choose one that the network has");
      }
      weights.set((long) row * scores + target.score(), target.sign());
    }
    return weights;
  }
}
