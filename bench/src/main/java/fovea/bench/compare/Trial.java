package fovea.bench.compare;

import fovea.bench.engine.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Searches a peer's best setting: one kind of choice after the other, the best so far of the others
 * held. Not all combinations are tried.
 */
final class Trial {
  private static final double WARM_UP_MS = 1_000;
  private static final double MEASURE_MS = 1_000;

  private final Peer peer;
  private final Workload work;
  private final Path file;
  private final Path folder;
  private final Consumer<String> log;

  /** With the file of weights, or of the model, and a folder for logs. */
  Trial(Peer peer, Workload work, Path file, Path folder, Consumer<String> log) {
    this.peer = peer;
    this.work = work;
    this.file = file;
    this.folder = folder;
    this.log = log;
  }

  /** The setting that was fastest. */
  Setting best() {
    List<List<Choice>> kinds = peer.choices(work);
    Setting best = new Setting(kinds.stream().map(List::getFirst).toList());
    double time = time(best);
    for (int kind = 0; kind < kinds.size(); kind++) {
      Setting held = best;
      for (Choice choice : kinds.get(kind).subList(1, kinds.get(kind).size())) {
        Setting tried = held.with(kind, choice);
        double needed = time(tried);
        if (needed < time) {
          best = tried;
          time = needed;
        }
      }
    }
    return best;
  }

  /** Median of some repetitions, in milliseconds. */
  private double time(Setting setting) {
    try (EngineProcess engine =
        EngineProcess.start(Launch.peer(peer, setting, work, file), folder)) {
      double about = WarmUp.of(engine, WARM_UP_MS);
      int repetitions = (int) Math.clamp(MEASURE_MS / about, 3, 1_000);
      double median = Statistics.median(engine.run(repetitions));
      log.accept("  %-10s %9.3f ms  %s".formatted(peer.word(), median, setting));
      return median;
    }
  }
}
