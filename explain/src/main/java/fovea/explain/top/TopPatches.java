package fovea.explain.top;

import fovea.data.photo.DamagedFile;
import fovea.data.photo.SkippedFile;
import fovea.explain.network.FeatureLayer;
import fovea.graph.ReceptiveField;
import java.util.List;

/**
 * The patches of a data set that drive the units of a layer most; made by {@link TopSearch}. A
 * picture gives at most one patch to a unit, as in Zeiler &amp; Fergus 2014.
 *
 * @param layer that was looked at
 * @param field the pixels that an element of the layer depends on
 * @param units in their order
 * @param seen what was looked at
 */
public record TopPatches(FeatureLayer layer, ReceptiveField field, List<TopUnit> units, Seen seen) {

  /** Copies the list. */
  public TopPatches {
    units = List.copyOf(units);
  }

  /**
   * The data.
   *
   * @param name of all
   * @param pictures number of those that could be read
   * @param skipped those that could not
   * @param damaged those that were used although something is wrong with them
   */
  public record Seen(
      String name, int pictures, List<SkippedFile> skipped, List<DamagedFile> damaged) {

    /** Copies the lists. */
    public Seen {
      skipped = List.copyOf(skipped);
      damaged = List.copyOf(damaged);
    }
  }

  /** Whether there are projections of the patches. */
  public boolean isProjected() {
    return units.stream()
        .flatMap(unit -> unit.patches().stream())
        .anyMatch(patch -> patch.views().projections().isPresent());
  }

  /** The units that no picture brings above zero. */
  public List<Integer> dead() {
    return units.stream().filter(TopUnit::isDead).map(TopUnit::unit).toList();
  }
}
