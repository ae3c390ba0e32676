package fovea.bench.compare;

import fovea.bench.engine.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One work, from weights on disk to a result. */
final class Match {
  private static final String WEIGHTS = "initial";
  private static final String RESULTS = "fovea";

  private final Workload work;
  private final Options options;
  private final Yardstick yardstick;
  private final Consumer<String> log;

  Match(Workload work, Options options, Yardstick yardstick, Consumer<String> log) {
    this.work = work;
    this.options = options;
    this.yardstick = yardstick;
    this.log = log;
  }

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
      fovea.check(folder.resolve(RESULTS));
    }
    Map<Peer, Entrant> entrants = new LinkedHashMap<>();
    for (Peer peer : options.peers()) {
      if (peer.does(work)) {
        try {
          entrants.put(peer, entrant(peer, folder));
        } catch (BenchException e) {
          log.accept("  without " + peer.description() + ": " + e.getMessage());
        }
      }
    }
    if (entrants.isEmpty()) {
      throw new BenchException("there is no peer to compare with");
    }
    return contest(entrants, folder);
  }

  /** A peer that is ready to take part. */
  private record Entrant(Setting setting, Path file, Optional<Agreement> agreement) {}

  private Entrant entrant(Peer peer, Path folder) {
    Launch.missing(peer)
        .ifPresent(
            why -> {
              throw new BenchException(why);
            });
    Path weights = folder.resolve(WEIGHTS);
    Path file = peer.takesWeights() ? weights : options.shared().resolve(Peer.ONNX_MODEL);
    if (!Files.exists(file)) {
      throw new BenchException(file + " is not there; FOVEA_SHARED names the folder");
    }
    Setting setting = new Trial(peer, work, file, folder, log).best();
    if (!peer.takesWeights()) {
      return new Entrant(setting, file, Optional.empty());
    }
    Path theirs = folder.resolve(peer.word());
    Launch launch = Launch.peer(peer, setting, work, file);
    try (EngineProcess engine = EngineProcess.start(launch, folder)) {
      engine.check(theirs);
    }
    Agreement agreement = Agreement.of(weights, folder.resolve(RESULTS), theirs);
    log.accept("  %-11s %s".formatted(peer.word(), agreement.describe(work)));
    return new Entrant(setting, file, Optional.of(agreement));
  }

  private Result contest(Map<Peer, Entrant> entrants, Path folder) {
    List<EngineProcess> engines = new ArrayList<>();
    try {
      engines.add(EngineProcess.start(Launch.fovea(work), folder));
      entrants.forEach(
          (peer, entrant) ->
              engines.add(
                  EngineProcess.start(
                      Launch.peer(peer, entrant.setting, work, entrant.file), folder)));
      yardstick.glance();
      List<Samples> samples = new Contest(engines, options.rounds(), yardstick::glance).run();
      List<PeerResult> results = new ArrayList<>();
      entrants.forEach(
          (peer, entrant) -> {
            int place = results.size() + 1;
            Samples times = samples.get(place);
            Ratio ratio = Ratio.of(samples.getFirst(), times);
            long peak = engines.get(place).peakMegabytes();
            results.add(
                new PeerResult(peer, entrant.setting, times, ratio, peak, entrant.agreement));
          });
      return new Result(work, samples.getFirst(), engines.getFirst().peakMegabytes(), results);
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
