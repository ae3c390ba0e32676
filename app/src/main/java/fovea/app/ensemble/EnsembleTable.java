package fovea.app.ensemble;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.hub.ensemble.EnsembleMeasures;
import fovea.hub.ensemble.EnsembleMeasures.MemberScore;
import fovea.hub.ensemble.EnsembleMeasures.SizeScore;
import fovea.hub.ensemble.EnsembleRecord;
import fovea.hub.ensemble.NextMember;
import fovea.hub.ensemble.OutOfBag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an ensemble brings, as tables for people. */
public final class EnsembleTable {
  private static final String LINE = "\n";

  private EnsembleTable() {}

  /** The tables. */
  public static String of(EnsembleRecord record) {
    EnsembleMeasures measures = record.measures();
    List<String> parts = new ArrayList<>();
    parts.add(members(record));
    parts.add(sizes(measures));
    parts.add(facts(measures));
    return String.join(LINE + LINE, parts) + LINE;
  }

  private static String members(EnsembleRecord record) {
    EnsembleMeasures measures = record.measures();
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("network"), Column.number("accuracy"), Column.number("without it")));
    if (record.outOfBag().isPresent()) {
      columns.addAll(List.of(Column.number("out of bag"), Column.number("distinct pictures")));
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < measures.members().size(); i++) {
      MemberScore member = measures.members().get(i);
      List<String> row =
          new ArrayList<>(
              List.of(
                  Integer.toString(i + 1),
                  Quantity.percent(member.accuracy()),
                  Quantity.percent(member.without())));
      if (record.outOfBag().isPresent()) {
        OutOfBag.MemberSample sample = record.outOfBag().get().members().get(i);
        row.add(Quantity.percent(sample.accuracy()));
        row.add(Quantity.percent(sample.distinct()));
      }
      rows.add(row);
    }
    List<String> all =
        new ArrayList<>(
            List.of("all, " + word(measures), Quantity.percent(measures.accuracy()), ""));
    record.outOfBag().ifPresent(bag -> all.addAll(List.of(Quantity.percent(bag.ensemble()), "")));
    rows.add(all);
    return new Table(columns).render(rows);
  }

  private static String word(EnsembleMeasures measures) {
    return switch (measures.rule()) {
      case AVERAGE -> "averaged";
      case VOTE -> "by vote";
    };
  }

  private static String sizes(EnsembleMeasures measures) {
    List<List<String>> rows = new ArrayList<>();
    for (SizeScore size : measures.sizes()) {
      rows.add(
          List.of(
              Integer.toString(size.size()),
              Quantity.percent(size.mean()),
              Quantity.percent(size.lowest()),
              Quantity.percent(size.highest())));
    }
    return Table.of(
            Column.number("networks"),
            Column.number("mean accuracy"),
            Column.number("lowest"),
            Column.number("highest"))
        .render(rows);
  }

  private static String facts(EnsembleMeasures measures) {
    NextMember next = measures.next();
    double correlation = measures.correlation().mean();
    return Table.of(Column.text(""), Column.text(""))
        .render(
            List.of(
                List.of(
                    "correlation of errors",
                    Double.isNaN(correlation)
                        ? "none, since networks make no errors"
                        : String.format(Locale.ROOT, "%.2f", correlation)),
                List.of("the last network brought", points(next.last(), next.lastError())),
                List.of("one more would bring about", points(next.gain(), next.gainError())),
                List.of("pictures", Quantity.count(measures.pictures()))));
  }

  /** Percentage points with half of their interval. */
  private static String points(double gain, double error) {
    return String.format(Locale.ROOT, "%+.2f ± %.2f points", 100 * gain, 100 * error);
  }
}
