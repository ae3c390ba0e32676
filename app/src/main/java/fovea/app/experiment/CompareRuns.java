package fovea.app.experiment;

import fovea.app.console.Column;
import fovea.app.console.Table;
import fovea.app.session.ForceOption;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.error.UserException;
import fovea.experiment.compare.ComparisonCharts;
import fovea.experiment.compare.ComparisonPage;
import fovea.experiment.compare.ComparisonTable;
import fovea.experiment.compare.RunComparison;
import fovea.experiment.compare.RunOrder;
import fovea.experiment.compare.RunScan;
import fovea.format.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares runs. */
@Command(
    name = "runs",
    description = {
      "Compares runs in a table: in which settings they differ, and what each has brought, the best"
          + " first. Warns where data, split or augmentation differ, since results then say little"
          + " of the other settings.",
    })
public final class CompareRuns implements Verb {

  private static final Path RUNS = Path.of("runs");

  /** Values that say that something is not done. */
  private static final Set<String> NOTHING = Set.of("none", "never", "-", "");

  @Parameters(
      arity = "0..*",
      paramLabel = "RUN|DIR",
      description = "Folders of runs, or folders with such folders (default: runs).")
  private List<Path> places = List.of();

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      converter = RunOrderReader.class,
      description = "result (default; the best accuracy first), loss, name or time.")
  private RunOrder order = RunOrder.RESULT;

  @Option(
      names = "--by-seed",
      description =
          "Put runs together that differ in the seed only: mean and standard deviation of each.")
  private boolean bySeed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Also write the curves of all runs as a picture (.png, .svg), or table and curves as a"
              + " page (.html).")
  private Optional<Path> out = Optional.empty();

  @Mixin private ForceOption force;

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    out.ifPresent(this::check);
    RunScan scan = RunScan.of(places.isEmpty() ? List.of(RUNS) : places);
    for (UserException damaged : scan.unreadable()) {
      session.report(damaged);
    }
    RunComparison runs = RunComparison.of(scan.runs(), order);
    if (!runs.outcomes().isEmpty()) {
      List<String> warnings = runs.warnings();
      show(session, runs);
      session.say(
          "accuracies and losses are those on the examples that epochs were judged by, the"
              + " validation part if there is one; the best epoch was chosen by them, so its"
              + " figures are optimistic");
      warnings.forEach(session::say);
      out.ifPresent(file -> write(session, runs, file));
    }
    return CompareJson.of(runs, scan.unreadable());
  }

  private void check(Path file) {
    force.check("--out", file);
    if (ending(file).isEmpty()) {
      throw new UsageException(
          "--out",
          "expected a name that ends in .html, .png or .svg, found " + file,
          "change the name");
    }
  }

  private static Optional<String> ending(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return Set.of(".html", ".png", ".svg").stream().filter(name::endsWith).findFirst();
  }

  private void show(Session session, RunComparison runs) {
    print(session, bySeed ? ComparisonTable.bySeed(runs) : ComparisonTable.ofRuns(runs));
    String shared =
        runs.settings().shared().entrySet().stream()
            .filter(entry -> !NOTHING.contains(entry.getValue()))
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    if (runs.outcomes().size() > 1 && !shared.isEmpty()) {
      session.result("");
      session.result("the same in all: " + shared);
    }
    if (!bySeed && runs.repeats()) {
      session.say("some runs differ in the seed only: --by-seed puts them together");
    }
  }

  private static void print(Session session, ComparisonTable table) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < table.header().size(); i++) {
      String title = table.header().get(i);
      columns.add(i < table.texts() ? Column.text(title) : Column.number(title));
    }
    session.result(new Table(columns).render(table.rows()));
  }

  private static void write(Session session, RunComparison runs, Path file) {
    if (ending(file).equals(Optional.of(".html"))) {
      ComparisonPage.of(runs).save(file);
      session.say("table and curves: " + file);
      return;
    }
    var charts = new ComparisonCharts(runs);
    if (charts.all().isEmpty()) {
      throw new UsageException(
          "--out", "expected runs with an epoch to draw, found none", "wait for the first epoch");
    }
    charts.figure().save(file);
    session.say("curves: " + file);
  }
}
