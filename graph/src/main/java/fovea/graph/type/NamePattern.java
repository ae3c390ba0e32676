package fovea.graph.type;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pattern of names, in which {@code *} stands for any characters and {@code ?} for one, as in
 * {@code resnet*} or {@code layer1.*.weight}.
 *
 * @param text the pattern
 */
public record NamePattern(String text) {

  /** Whether all of {@code name} fits. */
  public boolean fits(String name) {
    String expression =
        text.codePoints()
            .mapToObj(Character::toString)
            .map(
                letter ->
                    switch (letter) {
                      case "*" -> ".*";
                      case "?" -> ".";
                      default -> Pattern.quote(letter);
                    })
            .collect(Collectors.joining());
    return Pattern.matches(expression, name);
  }
}
