package fovea.app.profile;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.graph.PlannedKernel;
import fovea.graph.PlannedKernel.Part;
import fovea.graph.PlannedKernel.Traffic;
import fovea.train.profile.KernelProfile;
import fovea.train.profile.KindProfile;
import fovea.train.profile.LayerProfile;
import fovea.train.profile.Profile;
import fovea.train.profile.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** The tables of a profile, none wider than 100 columns. */
final class ProfileTables {

  private static final int WIDEST_LAYER = 26;
  private static final int WIDEST_IMPLEMENTATION = 26;
  private static final int WIDEST_LAYOUTS = 30;

  /** Steps that are shorter have their times in microseconds. */
  private static final double SHORT_STEP = 0.01;

  private final Profile profile;
  private final int top;
  private final double step;
  private final boolean brief;

  /** Tables of at most {@code top} rows, and one for all others together. */
  ProfileTables(Profile profile, int top) {
    this.profile = profile;
    this.top = top;
    this.step = profile.steps().plain().median();
    this.brief = step < SHORT_STEP;
  }

  /** One row a layer; the parts of the step side by side if there are several. */
  String layers(boolean parts) {
    List<String> titles = new ArrayList<>();
    if (parts) {
      Stream.of(Part.values()).map(ProfileTables::name).forEach(titles::add);
    }
    titles.addAll(List.of(unit(), "of step", "bytes", "of ceiling"));
    return table(
        List.of("layer"),
        titles,
        rows(profile.layers(), layer -> row(layer, parts), ProfileTables::restOfLayers));
  }

  /** One row for all kernels that compute the same in the same way. */
  String kinds() {
    return table(
        List.of("kernel", "implementation"),
        List.of("count", unit(), "of step", "rate", "of ceiling"),
        rows(profile.kinds(), this::row, ProfileTables::restOfKinds));
  }

  /** What {@link #slowest} shows. */
  String slowestTitle() {
    return profile.ceiling().known()
        ? "single kernels, by time above the ceiling"
        : "single kernels";
  }

  /** The kernels from which most could be gained. */
  String slowest() {
    Comparator<KernelProfile> byExcess = Comparator.comparingDouble(k -> k.seconds() - k.least());
    return table(
        List.of("layer", "kernel"),
        List.of(unit(), "above", "rate", "of ceiling"),
        profile.kernels().stream()
            .sorted(byExcess.reversed())
            .limit(top)
            .map(this::slowRow)
            .toList());
  }

  /** The reorders, each with where it stands. */
  String reorders() {
    return table(
        List.of("before", "part", "layout"),
        List.of(unit(), "bytes", "of ceiling"),
        profile.reorders().stream().limit(top).map(this::reorderRow).toList());
  }

  // ---- rows

  private List<String> row(LayerProfile layer, boolean parts) {
    List<String> cells = new ArrayList<>(List.of(layer(layer.layer())));
    if (parts) {
      Stream.of(Part.values()).forEach(part -> cells.add(time(layer.work(part).seconds())));
    }
    Work work = layer.work();
    cells.addAll(
        List.of(time(work.seconds()), share(work), Quantity.bytes(work.bytes()), ceiling(work)));
    return cells;
  }

  private List<String> row(KindProfile kind) {
    Work work = kind.work();
    return List.of(
        kind.name(),
        shortened(kind.implementation(), WIDEST_IMPLEMENTATION),
        Quantity.count(work.kernels()),
        time(work.seconds()),
        share(work),
        rate(work),
        ceiling(work));
  }

  private List<String> slowRow(KernelProfile timed) {
    Work work = timed.work();
    return List.of(
        layer(timed.kernel().layer()),
        timed.kernel().name(),
        time(work.seconds()),
        profile.ceiling().known() ? time(work.seconds() - work.least()) : "–",
        rate(work),
        ceiling(work));
  }

  private List<String> reorderRow(KernelProfile timed) {
    PlannedKernel kernel = timed.kernel();
    boolean converts = !kernel.reads().dtypes().equals(kernel.writes().dtypes());
    String change = layouts(kernel.reads(), converts) + " > " + layouts(kernel.writes(), converts);
    return List.of(
        layer(kernel.layer()),
        name(kernel.part()),
        shortened(change, WIDEST_LAYOUTS),
        time(timed.seconds()),
        Quantity.bytes(kernel.bytes()),
        ceiling(timed.work()));
  }

  /** The layouts, with their element types where a reorder also converts. */
  private static String layouts(Traffic traffic, boolean typed) {
    String layouts = String.join(" ", traffic.layouts());
    return typed ? traffic.dtypes().getFirst() + " " + layouts : layouts;
  }

  private static LayerProfile restOfLayers(List<LayerProfile> layers) {
    return new LayerProfile(
        others(layers), layers.stream().flatMap(layer -> layer.kernels().stream()).toList());
  }

  private static KindProfile restOfKinds(List<KindProfile> kinds) {
    return new KindProfile(
        others(kinds), "", kinds.stream().flatMap(kind -> kind.kernels().stream()).toList());
  }

  private static String others(List<?> items) {
    return "… " + items.size() + (items.size() == 1 ? " other" : " others");
  }

  /** The first items, and the others as one. */
  private <T> List<List<String>> rows(
      List<T> items, Function<T, List<String>> row, Function<List<T>, T> together) {
    List<List<String>> rows = new ArrayList<>(items.stream().limit(top).map(row).toList());
    if (items.size() > top) {
      rows.add(row.apply(together.apply(items.subList(top, items.size()))));
    }
    return rows;
  }

  private static String table(List<String> texts, List<String> numbers, List<List<String>> rows) {
    List<Column> columns = new ArrayList<>(texts.stream().map(Column::text).toList());
    numbers.stream().map(Column::number).forEach(columns::add);
    return new Table(columns).render(rows);
  }

  // ---- cells

  private String unit() {
    return brief ? "µs" : "ms";
  }

  private String time(double seconds) {
    return seconds == 0 ? "–" : String.format(Locale.ROOT, "%,.2f", seconds * (brief ? 1e6 : 1e3));
  }

  private String share(Work work) {
    return Quantity.share(work.seconds() / step);
  }

  private String ceiling(Work work) {
    return profile.ceiling().known() ? Quantity.share(work.ofCeiling()) : "–";
  }

  /** Arithmetic where there is some, else memory traffic. */
  private static String rate(Work work) {
    return work.multiplyAdds() > 0
        ? Quantity.rate(work.flops() * 1e-9) + " GFLOP/s"
        : Quantity.rate(work.bandwidth() * 1e-9) + " GB/s";
  }

  private static String layer(String path) {
    return path.isEmpty() ? "(network)" : shortened(path, WIDEST_LAYER);
  }

  private static String name(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  /** The beginning of {@code text}, if it is too long. */
  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
