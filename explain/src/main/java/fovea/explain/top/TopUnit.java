package fovea.explain.top;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A unit of a layer and what drives it most.
 *
 * @param unit index of its map
 * @param patches the strongest first, of different pictures; fewer than were asked for where fewer
 *     pictures bring it above zero
 */
public record TopUnit(int unit, List<TopPatch> patches) {

  /** Copies the list. */
  public TopUnit {
    patches = List.copyOf(patches);
  }

  /** Whether no picture brings it above zero. */
  public boolean isDead() {
    return patches.isEmpty();
  }

  /** Whether each has the index after that of the one before. */
  static boolean areConsecutive(List<TopUnit> units) {
    int first = units.getFirst().unit();
    return IntStream.range(0, units.size()).allMatch(i -> units.get(i).unit() == first + i);
  }
}
