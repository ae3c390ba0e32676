package fovea.bench.compare;

import fovea.bench.compare.process.Choice;
import fovea.bench.compare.process.Setting;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The search for a peer's best setting: one kind of choice after the other, the best so far of the
 * others held. Not all combinations are tried.
 */
final class Search {
  private Search() {}

  /**
   * The setting that needs least time among those tried.
   *
   * @param kinds the choices of each kind; the search starts with the first of each
   * @param time what a setting needs; asked once for each
   */
  static Setting best(List<List<Choice>> kinds, ToDoubleFunction<Setting> time) {
    Setting best = new Setting(kinds.stream().map(List::getFirst).toList());
    double least = time.applyAsDouble(best);
    for (int kind = 0; kind < kinds.size(); kind++) {
      Setting held = best;
      for (Choice choice : kinds.get(kind).subList(1, kinds.get(kind).size())) {
        Setting tried = held.with(kind, choice);
        double needed = time.applyAsDouble(tried);
        if (needed < least) {
          best = tried;
          least = needed;
        }
      }
    }
    return best;
  }
}
