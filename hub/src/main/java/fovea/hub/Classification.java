package fovea.hub;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a picture shows.
 *
 * @param guesses the likeliest classes, the likeliest first
 * @param steps what was done to the picture before, in words, such as {@code "inverted: dark on
 *     light"}
 */
public record Classification(List<Guess> guesses, List<String> steps) {

  /** Copies the lists. */
  public Classification {
    guesses = List.copyOf(guesses);
    steps = List.copyOf(steps);
  }

  /** The likeliest class. */
  public Guess best() {
    return guesses.getFirst();
  }

  /** The guesses, a line each. */
  @Override
  public String toString() {
    return guesses.stream().map(Guess::toString).collect(Collectors.joining("\n"));
  }
}
