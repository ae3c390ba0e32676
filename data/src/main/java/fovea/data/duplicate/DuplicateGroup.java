package fovea.data.duplicate;

import java.util.Comparator;
import java.util.List;

/**
 * Pictures that show the same.
 *
 * @param members their indices, in ascending order
 * @param links pairs that were found, which hold all members together
 */
public record DuplicateGroup(List<Integer> members, List<DuplicatePair> links) {

  /** Copies the lists. */
  public DuplicateGroup {
    members = List.copyOf(members);
    links = List.copyOf(links);
  }

  /** In what way they are the same: that of the least alike of the pairs. */
  public DuplicateKind kind() {
    return links.stream()
        .map(DuplicatePair::kind)
        .max(Comparator.naturalOrder())
        .orElse(DuplicateKind.SAME_PIXELS);
  }

  /** Correlation of the least alike of the pairs, up to 1. */
  public double likeness() {
    return links.stream().mapToDouble(DuplicatePair::likeness).min().orElse(1);
  }
}
