package fovea.train.run;

import fovea.format.FormatException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far a run has come. */
public enum RunState {
  /** A training is going on, or was ended from outside before it could say so. */
  RUNNING,
  /** It was asked to stop; it can go on. */
  STOPPED,
  /** It has come to its end. */
  FINISHED,
  /** Something went wrong. */
  FAILED;

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws FormatException if it is something else
   */
  static RunState parse(String text) {
    return Stream.of(values())
        .filter(state -> state.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new FormatException(
                    "state",
                    "expected one of %s, found %s"
                        .formatted(
                            Stream.of(values())
                                .map(RunState::toString)
                                .collect(Collectors.joining(", ")),
                            FormatException.excerpt(text)),
                    "Correct it"));
  }

  /** As files have it, such as {@code running}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
