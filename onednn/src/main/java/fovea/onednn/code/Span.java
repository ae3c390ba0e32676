package fovea.onednn.code;

import java.util.List;
import java.util.stream.IntStream;

/** Whole numbers from {@code first} on, up to {@code end}, which is not among them. */
public record Span(int first, int end) {
  /** How many. */
  public int size() {
    return end - first;
  }

  /** One of several parts of the first {@code all} numbers, all of about the same size. */
  public static Span part(int index, int parts, int all) {
    return new Span(
        Math.toIntExact((long) all * index / parts),
        Math.toIntExact((long) all * (index + 1) / parts));
  }

  /** The same numbers in parts of a size, the last one perhaps smaller. */
  public List<Span> inSteps(int size) {
    return IntStream.iterate(first, start -> start < end, start -> start + size)
        .mapToObj(start -> new Span(start, Math.min(start + size, end)))
        .toList();
  }
}
