package fovea.bench.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a peer is used.
 *
 * @param choices one of each kind
 */
record Setting(List<Choice> choices) {
  Setting {
    choices = List.copyOf(choices);
  }

  /** With another choice of kind {@code index}. */
  Setting with(int index, Choice choice) {
    List<Choice> changed = new ArrayList<>(choices);
    changed.set(index, choice);
    return new Setting(changed);
  }

  /** Environment of the process. */
  Map<String, String> environment() {
    Map<String, String> all = new HashMap<>();
    choices.forEach(choice -> all.putAll(choice.environment()));
    return all;
  }

  /** Arguments of the process. */
  List<String> arguments() {
    return choices.stream().flatMap(choice -> choice.arguments().stream()).toList();
  }

  @Override
  public String toString() {
    return choices.stream().map(Choice::label).collect(Collectors.joining(", "));
  }
}
