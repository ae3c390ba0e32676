package fovea.bench.compare;

import fovea.bench.compare.process.EngineProcess;
import java.util.ArrayList;
import java.util.List;

/** Repetitions before any that count, until compilers have done their work. */
final class WarmUp {
  private static final int LEAST = 3;

  private WarmUp() {}

  /**
   * Warms an engine up.
   *
   * @param milliseconds how long at least
   * @return what a repetition needs at the end of it, in milliseconds
   */
  static double of(EngineProcess engine, double milliseconds) {
    double spent = 0;
    int done = 0;
    List<Double> last = new ArrayList<>();
    for (int next = 1; done < LEAST || spent < milliseconds; next = Math.min(2 * next, 512)) {
      last = engine.run(next);
      done += next;
      spent += last.stream().mapToDouble(Double::doubleValue).sum();
    }
    return Statistics.best(last);
  }
}
