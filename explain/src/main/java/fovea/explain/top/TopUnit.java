package fovea.explain.top;

import java.util.List;

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
}
