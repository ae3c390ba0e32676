package fovea.app.profile;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.train.profile.Ceiling;
import fovea.train.profile.Gaps;
import fovea.train.profile.Profile;
import fovea.train.profile.Seconds;
import fovea.train.profile.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A profile as people read it: statistics of the step, then tables. */
final class ProfileReport {

  private final ProfileModel.Finding found;
  private final Profile profile;
  private final ProfileTables tables;

  /** The report with at most {@code top} rows in each table. */
  ProfileReport(ProfileModel.Finding found, int top) {
    this.found = found;
    this.profile = found.profile();
    this.tables = new ProfileTables(profile, top);
  }

  /** All lines, the trace's place last. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(found.subject() + ", " + found.step());
    lines.add("");
    lines.add(Table.of(Column.text(""), Column.text("")).render(numbers()));
    section(lines, "by layer", tables.layers(found.step().trains()));
    section(lines, "by kernel", tables.kinds());
    section(lines, tables.slowestTitle(), tables.slowest());
    if (!profile.reorders().isEmpty()) {
      section(lines, "reorders: kernels that only change a layout", tables.reorders());
    }
    lines.add("");
    lines.add("trace: " + found.trace() + ", for https://ui.perfetto.dev");
    return lines;
  }

  private static void section(List<String> lines, String title, String table) {
    lines.addAll(List.of("", title, "", table));
  }

  private List<List<String>> numbers() {
    List<List<String>> rows = new ArrayList<>();
    Seconds plain = profile.steps().plain();
    rows.add(
        List.of(
            "step",
            String.format(
                Locale.ROOT,
                "%s, %s images/s (median of %d; best %s)",
                Quantity.time(plain.median()),
                Quantity.rate(found.step().batch() / plain.median()),
                profile.steps().repetitions(),
                Quantity.time(plain.best()))));
    ceiling(rows);
    kernels(rows);
    Gaps gaps = profile.gaps();
    rows.add(
        List.of(
            "gaps",
            "%s between kernels, %s each, %s the longest; %s before the first"
                .formatted(
                    Quantity.time(gaps.between()),
                    Quantity.time(gaps.mean()),
                    Quantity.time(gaps.longest()),
                    Quantity.time(gaps.before()))));
    double watched = profile.steps().watched().median();
    rows.add(
        List.of(
            "profiler",
            "%s a step while every kernel is timed, %s"
                .formatted(
                    Quantity.time(watched),
                    String.format(Locale.ROOT, "%+.1f %%", 100 * (watched / plain.median() - 1)))));
    return rows;
  }

  private void ceiling(List<List<String>> rows) {
    Ceiling ceiling = profile.ceiling();
    if (!ceiling.known()) {
      rows.add(List.of("ceiling", "not known for the backend " + profile.plan().backend()));
      return;
    }
    rows.add(
        List.of(
            "ceiling",
            "%s at the rates below; the step has %s of that speed"
                .formatted(
                    Quantity.time(profile.work().least()), Quantity.share(profile.ofCeiling()))));
    rows.add(
        List.of(
            "arithmetic",
            ceiling.flops().entrySet().stream()
                .map(rate -> Quantity.rate(rate.getValue() * 1e-9) + " GFLOP/s in " + rate.getKey())
                .collect(Collectors.joining(", "))));
    rows.add(
        List.of(
            "memory",
            "GB/s: "
                + ceiling.memory().stream()
                    .map(
                        rate ->
                            String.format(
                                Locale.ROOT,
                                "%.0f on %s",
                                rate.bytesPerSecond() * 1e-9,
                                whole(rate.bytes())))
                    .collect(Collectors.joining(", "))));
  }

  /** A round number of bytes. */
  private static String whole(long bytes) {
    return Quantity.bytes(bytes).replace(".0 ", " ");
  }

  private void kernels(List<List<String>> rows) {
    Work all = profile.work();
    Work reorders = Work.of(profile.reorders());
    rows.add(
        List.of(
            "kernels",
            "%s, their medians add up to %s"
                .formatted(Quantity.count(all.kernels()), Quantity.time(all.seconds()))));
    rows.add(
        List.of(
            "reorders",
            reorders.kernels() == 0
                ? "none"
                : String.format(
                    Locale.ROOT,
                    "%d of the kernels, %s, %s of the step",
                    reorders.kernels(),
                    Quantity.time(reorders.seconds()),
                    Quantity.share(reorders.seconds() / profile.steps().plain().median()))));
    if (!profile.slow().isEmpty()) {
      rows.add(List.of("slow", slow()));
    }
  }

  private String slow() {
    Work slow = Work.of(profile.slow());
    return String.format(
        Locale.ROOT,
        "%d of the kernels on the reference loops, for want of faster ones: %s, %s of the step: %s",
        slow.kernels(),
        Quantity.time(slow.seconds()),
        Quantity.share(slow.seconds() / profile.steps().plain().median()),
        profile.slow().stream()
            .map(timed -> timed.kernel().name())
            .distinct()
            .collect(Collectors.joining(", ")));
  }
}
