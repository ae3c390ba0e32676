package fovea.app.explain;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The methods that there are. */
final class ExplainMethods {
  private static final List<ExplainMethod> ALL =
      Stream.of(
              CamMethods.all(),
              AttributionMethods.all(),
              LayerMethods.all(),
              List.of(MaximizeMethod.method(), TopPatchMethod.method(), EvaluationMethod.method()))
          .flatMap(List::stream)
          .toList();

  private static final Set<String> OPTIONS =
      ALL.stream().flatMap(method -> method.options().stream()).collect(Collectors.toSet());

  private ExplainMethods() {}

  /** All of them, in the order in which they are listed. */
  static List<ExplainMethod> all() {
    return ALL;
  }

  /** Those that look at pictures. */
  static List<ExplainMethod> ofPictures() {
    return ALL.stream().filter(method -> method.look() instanceof Look.AtPictures).toList();
  }

  /** What is done where the user names no method. */
  static List<ExplainMethod> usual() {
    return Stream.of("grad-cam", "top-5", "feature-maps").map(ExplainMethods::named).toList();
  }

  /** What is done instead where a network has no convolutions. */
  static List<ExplainMethod> usualWithoutLayers() {
    return Stream.of("gradient", "top-5").map(ExplainMethods::named).toList();
  }

  /** The one of this name, which exists. */
  static ExplainMethod named(String name) {
    return ALL.stream().filter(method -> method.name().equals(name)).findFirst().orElseThrow();
  }

  /** Names of all options that some method takes and others do not. */
  static Set<String> options() {
    return OPTIONS;
  }

  /** Those that take an option. */
  static List<ExplainMethod> taking(String option) {
    return ALL.stream().filter(method -> method.options().contains(option)).toList();
  }
}
