package fovea.bench.compare.process;

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
public record Setting(List<Choice> choices) {
  public Setting {
    choices = List.copyOf(choices);
  }

  /** With another choice of kind {@code index}. */
  public Setting with(int index, Choice choice) {
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
  public List<String> arguments() {
    return choices.stream().flatMap(choice -> choice.arguments().stream()).toList();
  }

  @Override
  public String toString() {
    return choices.stream().map(Choice::label).collect(Collectors.joining(", "));
  }
}
