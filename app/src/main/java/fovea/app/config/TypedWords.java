package fovea.app.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a user has typed behind a verb, before picocli reads it.
 *
 * @param values of the options, by their names; empty for one without
 * @param hasArgument whether there is something that belongs to no option
 */
record TypedWords(Map<String, String> values, boolean hasArgument) {

  /** Reads the words behind {@code words[0]}, the verb. */
  static TypedWords of(CommandSpec verb, String... words) {
    Map<String, String> values = new HashMap<>();
    boolean hasArgument = false;
    for (int i = 1; i < words.length; i++) {
      if (words[i].equals("--")) {
        return new TypedWords(values, hasArgument || i + 1 < words.length);
      }
      if (!words[i].startsWith("-")) {
        hasArgument = true;
        continue;
      }
      String[] parts = words[i].split("=", 2);
      boolean takesNext = parts.length == 1 && needsValue(verb, parts[0]) && i + 1 < words.length;
      values.put(parts[0], takesNext ? words[++i] : parts.length == 2 ? parts[1] : "");
    }
    return new TypedWords(values, hasArgument);
  }

  private static boolean needsValue(CommandSpec verb, String name) {
    return Optional.ofNullable(verb.optionsMap().get(name))
        .map(OptionSpec::arity)
        .filter(arity -> arity.max() > 0)
        .isPresent();
  }

  /** Names of the options. */
  Set<String> options() {
    return values.keySet();
  }

  /** The value of an option, if it has one. */
  Optional<String> value(String option) {
    return Optional.ofNullable(values.get(option)).filter(value -> !value.isEmpty());
  }
}
