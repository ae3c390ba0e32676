package fovea.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Names of tensors in words: a network has hundreds, a sentence has room for a few. */
public final class TensorNames {
  private static final int SHOWN = 8;
  private static final int DEEPEST = 12;
  private static final int LONGEST = 60;

  private TensorNames() {}

  /**
   * All names, if they are few; else layers with the number of tensors in each, as in {@code
   * conv1.weight, layer1 (24), layer2 (30)}; at most eight of these.
   */
  public static String brief(Collection<String> names) {
    for (int depth = DEEPEST; depth > 1; depth--) {
      List<String> groups = groups(names, depth);
      if (groups.size() <= SHOWN) {
        return String.join(", ", groups);
      }
    }
    List<String> groups = groups(names, 1);
    String shown = String.join(", ", groups.subList(0, Math.min(SHOWN, groups.size())));
    int more = groups.size() - SHOWN;
    return more > 0 ? shown + String.format(Locale.ROOT, ", and %,d more", more) : shown;
  }

  /** A name from a file, fit to be shown: cut short, and without what moves a cursor. */
  public static String shown(String name) {
    String safe = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    return safe.length() > LONGEST ? safe.substring(0, LONGEST) + "…" : safe;
  }

  /** The names by their first {@code depth} parts; a single one stands for itself. */
  private static List<String> groups(Collection<String> names, int depth) {
    SequencedMap<String, List<String>> groups =
        names.stream()
            .collect(
                Collectors.groupingBy(
                    name -> first(name, depth), LinkedHashMap::new, Collectors.toList()));
    List<String> texts = new ArrayList<>();
    groups.forEach(
        (group, members) ->
            texts.add(
                members.size() == 1
                    ? shown(members.getFirst())
                    : shown(group) + String.format(Locale.ROOT, " (%,d)", members.size())));
    return texts;
  }

  private static String first(String name, int parts) {
    int end = -1;
    for (int i = 0; i < parts; i++) {
      end = name.indexOf('.', end + 1);
      if (end < 0) {
        return name;
      }
    }
    return name.substring(0, end);
  }
}
