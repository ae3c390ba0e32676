package fovea.bench.compare;

import fovea.bench.compare.process.EngineProcess;
import java.util.ArrayList;
import java.util.List;

/** Engines that do the same work in turn. */
final class Contest {
  private static final double WARM_UP_MS = 3_000;
  private static final double ROUND_MS = 1_000;
  private static final int LEAST = 2;
  private static final int MOST = 2_000;

  private final List<EngineProcess> engines;
  private final int rounds;
  private final Runnable between;

  /**
   * A contest.
   *
   * @param engines that take part
   * @param rounds how often it is each one's turn
   * @param between what to do after each round
   */
  Contest(List<EngineProcess> engines, int rounds, Runnable between) {
    this.engines = engines;
    this.rounds = rounds;
    this.between = between;
  }

  /** Warms all up and runs the rounds; the order turns around each time. */
  List<Samples> run() {
    List<Integer> repetitions = new ArrayList<>();
    for (EngineProcess engine : engines) {
      double about = WarmUp.of(engine, WARM_UP_MS);
      repetitions.add((int) Math.clamp(ROUND_MS / about, LEAST, MOST));
    }
    List<List<List<Double>>> times = new ArrayList<>();
    engines.forEach(_ -> times.add(new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (int turn = 0; turn < engines.size(); turn++) {
        int which = round % 2 == 0 ? turn : engines.size() - 1 - turn;
        times.get(which).add(engines.get(which).run(repetitions.get(which)));
      }
      between.run();
    }
    return times.stream().map(Samples::new).toList();
  }
}
