package fovea.zoo;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far words are apart: the fewest insertions, deletions and changes of a letter. */
final class EditDistance {
  private EditDistance() {}

  /** The nearest of {@code known}, unless over half of the letters would have to change. */
  static Optional<String> nearest(String word, List<String> known) {
    String typed = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .min(Comparator.comparingInt(candidate -> between(typed, candidate)))
        .filter(candidate -> 2 * between(typed, candidate) <= candidate.length());
  }

  /** Levenshtein's distance (1966). */
  static int between(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
