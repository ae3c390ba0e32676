package fovea.graph.run;

import fovea.graph.Plan;
import fovea.graph.spi.Call;
import fovea.graph.spi.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan as text, one line a kernel. */
final class PlanPrinter {
  private PlanPrinter() {}

  static String print(Plan.Summary summary, Prologue prologue, Lifetimes.Placement placement) {
    List<String[]> rows = new ArrayList<>();
    boolean reasons = calls(prologue).anyMatch(call -> !call.label().reason().isEmpty());
    rows.add(
        new String[] {
          "#",
          "layer",
          "kernel",
          "types",
          "layouts",
          "bytes",
          "at",
          "implementation",
          reasons ? "reason" : ""
        });
    int number = 0;
    for (Call call : prologue.calls()) {
      rows.add(row("w" + number++, call, placement));
    }
    number = 0;
    for (Call call : prologue.body()) {
      rows.add(row(String.valueOf(number++), call, placement));
    }
    StringBuilder text = new StringBuilder();
    int[] widths = new int[rows.getFirst().length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length && widths[i] > 0; i++) {
        boolean number0 = i == 0 || i == 5 || i == 6;
        String format = "%" + (number0 ? "" : "-") + widths[i] + "s  ";
        line.append(String.format(Locale.ROOT, format, row[i]));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %d kernels, %d of them reorders%s; %d more (w) when a weight has changed; arena %d"
                + " bytes, own memory %d bytes%s%n",
            summary.backend(),
            summary.kernels(),
            summary.reorders(),
            summary.bf16Steps() == 0
                ? ""
                : String.format(Locale.ROOT, "; %d operations in bf16", summary.bf16Steps()),
            prologue.calls().size(),
            summary.arenaBytes(),
            summary.keptBytes(),
            summary.team().reason().isEmpty() ? "" : "; " + summary.team()));
    slow(prologue).ifPresent(text::append);
    return text.toString();
  }

  /** Points out what is slow for want of a kernel. */
  private static Optional<String> slow(Prologue prologue) {
    List<String> names =
        calls(prologue).map(Call::label).filter(Call.Label::slow).map(Call.Label::kernel).toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "slow: %d on the reference loops, since the backend has no kernel for them: %s%n",
                names.size(),
                names.stream().distinct().collect(Collectors.joining(", "))));
  }

  private static Stream<Call> calls(Prologue prologue) {
    return Stream.concat(prologue.calls().stream(), prologue.body().stream());
  }

  private static String[] row(String number, Call call, Lifetimes.Placement placement) {
    Call.Label label = call.label();
    long bytes = call.writes().stream().mapToLong(Slot::bytes).sum();
    Long offset =
        call.writes().isEmpty()
            ? null
            : placement.offsets().get(call.writes().getFirst().storage());
    return new String[] {
      number,
      label.path(),
      label.kernel(),
      label.shapes(),
      layouts(call.reads()) + " > " + layouts(call.writes()),
      String.valueOf(bytes),
      offset == null ? "own" : String.valueOf(offset),
      label.implementation(),
      label.reason()
    };
  }

  private static String layouts(List<Slot> slots) {
    return slots.stream().map(Slot::toString).collect(Collectors.joining(" "));
  }
}
