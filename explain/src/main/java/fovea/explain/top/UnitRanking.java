package fovea.explain.top;

import java.util.ArrayList;
import java.util.List;

/** The strongest activations of one unit, at most one of a picture. */
final class UnitRanking {
  private final int unit;
  private final int count;
  private final List<Found> found;

  UnitRanking(int unit, int count) {
    this.unit = unit;
    this.count = count;
    this.found = new ArrayList<>(count + 1);
  }

  /**
   * The largest activation of a unit in a picture.
   *
   * @param place in the map, counted row by row
   */
  record Found(int unit, int picture, int place, float activation) {}

  /**
   * Keeps an activation if it is above zero and among the strongest; of equal ones, those that came
   * first.
   */
  void offer(int picture, int place, float activation) {
    if (!(activation > 0)
        || (found.size() == count && activation <= found.getLast().activation())) {
      return;
    }
    int at = found.size();
    while (at > 0 && activation > found.get(at - 1).activation()) {
      at--;
    }
    found.add(at, new Found(unit, picture, place, activation));
    if (found.size() > count) {
      found.removeLast();
    }
  }

  /** Index of the unit. */
  int unit() {
    return unit;
  }

  /** The strongest first. */
  List<Found> found() {
    return List.copyOf(found);
  }
}
