package fovea.bench.compare;

import fovea.bench.compare.process.Agreement;
import fovea.bench.compare.process.BenchException;
import fovea.bench.compare.process.EngineProcess;
import fovea.bench.compare.process.Launch;
import fovea.bench.compare.process.Peer;
import fovea.bench.compare.process.Places;
import fovea.bench.compare.process.Setting;
import fovea.bench.engine.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One work, from weights on disk to a result. */
final class Match {
  private static final String WEIGHTS = "initial";
  private static final String MODEL = "model.onnx";
  private static final String RESULTS = "fovea";

  /** For warming up, and again for measuring. */
  private static final double TRIAL_MS = 1_000;

  private final Workload work;
  private final Ground ground;

  Match(Workload work, Ground ground) {
    this.work = work;
    this.ground = ground;
  }

  /**
   * What all matches of a run have in common.
   *
   * @param options what was asked for
   * @param places where things are
   * @param yardstick looked at between the rounds
   * @param log for progress
   */
  record Ground(Options options, Places places, Yardstick yardstick, Consumer<String> log) {}

  /**
   * Plays it.
   *
   * @throws BenchException if Fovea cannot do the work, or no peer can
   */
  Result play() {
    try {
      Path folder = Files.createTempDirectory("fovea-compare");
      try {
        return play(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result play(Path folder) {
    try (EngineProcess fovea = EngineProcess.start(Launch.fovea(work), folder)) {
      fovea.weights(folder.resolve(WEIGHTS));
      if (!work.trains()) {
        fovea.export(folder.resolve(MODEL));
      }
      fovea.check(folder.resolve(RESULTS));
    }
    List<Entrant> entrants = new ArrayList<>();
    for (Peer peer : ground.options.peers()) {
      if (peer.does(work)) {
        try {
          entrants.add(entrant(peer, folder));
        } catch (BenchException e) {
          ground.log.accept("  without " + peer.description() + ": " + e.getMessage());
        }
      }
    }
    if (entrants.isEmpty()) {
      throw new BenchException("there is no peer to compare with");
    }
    return contest(entrants, folder);
  }

  /** A peer that is ready to take part. */
  private record Entrant(Launch.Entry entry, Agreement agreement) {}

  private Entrant entrant(Peer peer, Path folder) {
    ground
        .places
        .missing(peer)
        .ifPresent(
            why -> {
              throw new BenchException(why);
            });
    Path file = folder.resolve(peer.takesModel() ? MODEL : WEIGHTS);
    Setting setting =
        Search.best(
            peer.choices(work), tried -> trial(new Launch.Entry(peer, tried, file), folder));
    Launch.Entry entry = new Launch.Entry(peer, setting, file);
    return new Entrant(entry, agreement(entry, folder));
  }

  /** Median of some repetitions, in milliseconds. */
  private double trial(Launch.Entry entry, Path folder) {
    try (EngineProcess engine = start(entry, folder)) {
      double about = WarmUp.of(engine, TRIAL_MS);
      int repetitions = (int) Math.clamp(TRIAL_MS / about, 3, 1_000);
      double median = Statistics.median(engine.run(repetitions));
      ground.log.accept(
          "  trial %-11s %9.3f ms  %s".formatted(entry.peer().word(), median, entry.setting()));
      return median;
    }
  }

  private Agreement agreement(Launch.Entry entry, Path folder) {
    Path theirs = folder.resolve(entry.peer().word());
    try (EngineProcess engine = start(entry, folder)) {
      engine.check(theirs);
    }
    return Agreement.of(folder.resolve(WEIGHTS), folder.resolve(RESULTS), theirs);
  }

  /** Bytedeco's libraries are unpacked at the first start, which does not always survive that. */
  private EngineProcess start(Launch.Entry entry, Path folder) {
    Launch launch = Launch.peer(entry, work, ground.places);
    try {
      return EngineProcess.start(launch, folder);
    } catch (BenchException e) {
      ground.log.accept("  " + e.getMessage() + "; started once more");
      return EngineProcess.start(launch, folder);
    }
  }

  private Result contest(List<Entrant> entrants, Path folder) {
    List<EngineProcess> engines = new ArrayList<>();
    try {
      engines.add(EngineProcess.start(Launch.fovea(work), folder));
      entrants.forEach(entrant -> engines.add(start(entrant.entry, folder)));
      work.wide().ifPresent(wide -> engines.add(EngineProcess.start(Launch.fovea(wide), folder)));
      ground.yardstick.glance();
      Contest contest = new Contest(engines, ground.options.rounds(), ground.yardstick::glance);
      List<Samples> samples = contest.run();
      List<PeerResult> results = new ArrayList<>();
      for (int i = 0; i < entrants.size(); i++) {
        Entrant entrant = entrants.get(i);
        Samples times = samples.get(i + 1);
        results.add(
            new PeerResult(
                entrant.entry.peer(),
                entrant.entry.setting(),
                times,
                Ratio.of(samples.getFirst(), times),
                engines.get(i + 1).peakMegabytes(),
                entrant.agreement));
      }
      return new Result(
          work,
          samples.getFirst(),
          engines.getFirst().peakMegabytes(),
          results,
          work.wide().map(_ -> samples.getLast()));
    } finally {
      engines.forEach(EngineProcess::close);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
