package fovea.bench.compare;

import fovea.bench.compare.process.BenchException;
import fovea.bench.compare.process.Places;
import fovea.bench.engine.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs {@code bench/compare}. */
public final class Compare {
  private Compare() {}

  /** Exits with 2 where the command line is wrong, with 1 where some work could not be measured. */
  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> words) {
    Options options;
    try {
      options = Options.parse(words);
    } catch (CommandLineException e) {
      System.err.println("compare: " + e.getMessage());
      return 2;
    }
    Places places = Places.ofProcess();
    Yardstick yardstick = new Yardstick(places.yardstick());
    yardstick.measure();
    System.out.println(new Report(cpu(), yardstick.rates()).machine());
    System.out.println(
        "Peers are used from Java; torch.compile and what else exists in Python only cannot run here.");
    List<Result> results = new ArrayList<>();
    Match.Ground ground = new Match.Ground(options, places, yardstick, System.err::println);
    for (Workload work : options.works()) {
      System.err.println(work.name());
      try {
        results.add(new Match(work, ground).play());
        Report report = new Report(cpu(), yardstick.rates());
        report.table(results.getLast()).forEach(System.out::println);
      } catch (BenchException e) {
        System.err.println("compare: " + work.name() + ": " + e.getMessage());
      }
    }
    yardstick.measure();
    Report report = new Report(cpu(), yardstick.rates());
    System.out.println(report.machine());
    if (!yardstick.trouble().isEmpty()) {
      System.out.println("not all of the machine was measured: " + yardstick.trouble());
    }
    if (options.json()) {
      System.out.println(report.json(results));
    }
    return results.size() == options.works().size() ? 0 : 1;
  }

  private static String cpu() {
    try {
      Optional<String> line =
          Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
              .filter(each -> each.startsWith("model name"))
              .findFirst();
      return line.map(found -> found.substring(found.indexOf(':') + 1).strip()).orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
