package fovea.format.event;

import java.util.List;

/**
 * A record of an event file.
 *
 * @param wallTime when it was written, in seconds since 1970
 * @param step number of steps done
 * @param content what it says
 */
public record Event(double wallTime, long step, Content content) {

  /** What an event says. */
  public sealed interface Content {}

  /**
   * The first record of a file: what version the others are of.
   *
   * @param text such as {@code brain.Event:2}
   */
  public record Version(String text) implements Content {}

  /** A program begins at the event's step; what was written of this and later steps is void. */
  public record Start() implements Content {}

  /**
   * What was measured.
   *
   * @param values in their order
   */
  public record Summary(List<SummaryValue> values) implements Content {

    /** Copies the list. */
    public Summary {
      values = List.copyOf(values);
    }
  }

  /** What this library neither writes nor reads, such as a graph. */
  public record Other() implements Content {}
}
