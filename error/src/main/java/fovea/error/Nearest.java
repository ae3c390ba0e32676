package fovea.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what a mistyped word was probably meant to be. */
public final class Nearest {

  private static final int MOST_LISTED = 12;

  private static final Comparator<String> SHORTEST =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private record Candidate(String word, int distance) {}

  private Nearest() {}

  /**
   * The known word nearest to {@code word}: one that begins with it, or else one that at most a
   * third of its letters, rounded up, separate from it.
   */
  public static Optional<String> to(String word, Collection<String> known) {
    String typed = normal(word);
    if (typed.isEmpty()) {
      return Optional.empty();
    }
    int tolerance = (typed.length() + 2) / 3;
    return known.stream()
        .filter(candidate -> normal(candidate).startsWith(typed))
        .min(SHORTEST)
        .or(
            () ->
                known.stream()
                    .map(candidate -> new Candidate(candidate, distance(typed, normal(candidate))))
                    .filter(candidate -> candidate.distance() <= tolerance)
                    .min(
                        Comparator.comparingInt(Candidate::distance)
                            .thenComparing(Candidate::word, SHORTEST))
                    .map(Candidate::word));
  }

  /** What to tell the user: {@code did you mean X?}, or else {@code choose from a, b, c}. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known)
        .map(nearest -> "did you mean " + nearest + "?")
        .orElseGet(() -> "choose from " + enumeration(known));
  }

  private static String enumeration(Collection<String> known) {
    List<String> sorted = known.stream().sorted().toList();
    var shown = sorted.stream().limit(MOST_LISTED);
    boolean more = sorted.size() > MOST_LISTED;
    return String.join(", ", (more ? Stream.concat(shown, Stream.of("…")) : shown).toList());
  }

  /** Case and the choice of separator are never what distinguishes two names. */
  private static String normal(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * How many letters to insert, remove, replace or swap with their neighbor to get from one word to
   * the other (optimal string alignment).
   */
  static int distance(String a, String b) {
    var rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      rows[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      rows[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        rows[i][j] = swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
      }
    }
    return rows[a.length()][b.length()];
  }
}
