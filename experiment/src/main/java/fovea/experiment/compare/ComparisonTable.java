package fovea.experiment.compare;

import fovea.report.page.Numbers;
import fovea.train.EpochReport;
import fovea.train.run.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A comparison as texts in rows and columns: what differs first, then what it has brought.
 *
 * @param header what each column holds
 * @param texts number of columns, from the left, that hold texts; the others hold numbers
 * @param rows a row each run or group of runs
 */
public record ComparisonTable(List<String> header, int texts, List<List<String>> rows) {
  private static final String NONE = SettingColumn.NOTHING;
  private static final int LONGEST = 40;

  private static final List<Figure> FIGURES =
      List.of(
          new Figure("best accuracy", RunOutcome::bestAccuracy, true),
          new Figure("last accuracy", RunOutcome::lastAccuracy, true),
          new Figure("best loss", RunOutcome::bestLoss, false),
          new Figure("last loss", outcome -> loss(outcome.last()), false),
          new Figure("training accuracy", RunOutcome::trainAccuracy, true));

  /** Copies the lists. */
  public ComparisonTable {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** A column of numbers. */
  private record Figure(String title, Function<RunOutcome, OptionalDouble> value, boolean isShare) {

    String text(double number) {
      return isShare ? Numbers.percent(number) : Numbers.figure(number);
    }

    String text(SeedGroup.Spread spread) {
      if (spread.n() == 0) {
        return NONE;
      }
      return spread.n() == 1
          ? text(spread.mean())
          : isShare
              ? String.format(
                  Locale.ROOT, "%.2f ± %.2f %%", 100 * spread.mean(), 100 * spread.deviation())
              : text(spread.mean()) + " ± " + text(spread.deviation());
    }
  }

  /** A row each run. */
  public static ComparisonTable ofRuns(RunComparison runs) {
    List<SettingColumn> settings = settings(runs);
    List<String> names = runs.names();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      RunOutcome outcome = runs.outcomes().get(i);
      List<String> row = new ArrayList<>(List.of(names.get(i)));
      for (SettingColumn column : settings) {
        row.add(shortened(column.text(i)));
      }
      row.add(epochs(outcome));
      row.add(outcome.best().map(epoch -> Integer.toString(epoch.epoch())).orElse(NONE));
      for (Figure figure : FIGURES) {
        row.add(text(figure.value().apply(outcome), figure::text));
      }
      row.add(Numbers.seconds(outcome.seconds()));
      rows.add(row);
    }
    return of(settings, List.of("run"), List.of("epochs", "best epoch"), rows);
  }

  /** A row each group of runs that differ in nothing but the seed: mean ± standard deviation. */
  public static ComparisonTable bySeed(RunComparison runs) {
    List<SettingColumn> settings =
        settings(runs).stream().filter(column -> !SettingColumns.isSeed(column.path())).toList();
    List<List<String>> rows = new ArrayList<>();
    for (SeedGroup group : runs.bySeed()) {
      int first = group.rows().getFirst();
      List<String> row = new ArrayList<>(List.of(runs.names().get(first)));
      for (SettingColumn column : settings) {
        row.add(shortened(column.text(first)));
      }
      row.add(epochs(runs.outcomes().get(first)));
      row.add(Integer.toString(group.rows().size()));
      for (Figure figure : FIGURES) {
        row.add(figure.text(group.spread(figure.value())));
      }
      row.add(Numbers.seconds(group.spread(each -> OptionalDouble.of(each.seconds())).mean()));
      rows.add(row);
    }
    return of(settings, List.of("best of them"), List.of("epochs", "seeds"), rows);
  }

  private static ComparisonTable of(
      List<SettingColumn> settings,
      List<String> first,
      List<String> counts,
      List<List<String>> rows) {
    List<String> header = new ArrayList<>(first);
    settings.forEach(column -> header.add(column.name()));
    int texts = header.size();
    header.addAll(counts);
    FIGURES.forEach(figure -> header.add(figure.title()));
    header.add("time");
    return new ComparisonTable(header, texts, rows);
  }

  /** Without the number of epochs, which has a column of its own. */
  private static List<SettingColumn> settings(RunComparison runs) {
    return runs.settings().differing().stream()
        .filter(column -> !column.path().equals("epochs"))
        .toList();
  }

  private static String epochs(RunOutcome outcome) {
    int done = outcome.run().epochs().size();
    long planned = outcome.planned().orElse(done);
    String count = planned == done ? Integer.toString(done) : done + " of " + planned;
    return outcome
        .state()
        .filter(state -> state != RunState.FINISHED)
        .map(state -> count + ", " + state)
        .orElse(count);
  }

  private static OptionalDouble loss(Optional<EpochReport> epoch) {
    return epoch.stream().mapToDouble(each -> each.test().loss()).findFirst();
  }

  private static String text(OptionalDouble number, Function<Double, String> format) {
    return number.isPresent() ? format.apply(number.getAsDouble()) : NONE;
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
  }
}
