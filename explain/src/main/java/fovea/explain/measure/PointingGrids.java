package fovea.explain.measure;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributor;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.WorkProgress;
import java.util.ArrayList;
import java.util.List;

/**
 * Grids that methods are measured with.
 *
 * @param subject the network, for pictures of the grids' size
 * @param grids made of four pictures each
 */
public record PointingGrids(ExplainedNetwork subject, List<PictureGrid> grids) {

  /** Copies the list. */
  public PointingGrids {
    grids = List.copyOf(grids);
  }

  /** Only the first ones, for methods that take long. */
  public PointingGrids first(int count) {
    return new PointingGrids(subject, grids.subList(0, Math.min(count, grids.size())));
  }

  /**
   * The share of what the method shows that lies in the right quarter, for each grid.
   *
   * @throws fovea.graph.type.FoveaException if the network has not what the method needs
   */
  public PointingScore play(Attribution method) {
    return play(method, WorkProgress.none());
  }

  /** The same, which tells {@code progress} of each grid. */
  public PointingScore play(Attribution method, WorkProgress progress) {
    Attributor attributor = method.on(subject);
    List<Double> shares = new ArrayList<>();
    for (PictureGrid grid : grids) {
      var targets = ClassTarget.weights(subject, List.of(grid.target()));
      var found = attributor.of(grid.picture(), targets);
      shares.add(grid.share(found.map(0, method.reading())));
      progress.at(shares.size(), grids.size());
    }
    return new PointingScore(method.name(), shares);
  }
}
