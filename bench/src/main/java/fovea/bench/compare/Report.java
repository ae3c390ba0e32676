package fovea.bench.compare;

import fovea.format.Json;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Results as text and as JSON.
 *
 * @param cpu name of the processor
 * @param rates all that the yardstick found
 */
record Report(String cpu, Rates rates) {
  private static final double DISTURBED = 0.1;

  /** Whether more than a tenth of the slices were slow. */
  boolean disturbed() {
    return rates.disturbed() > DISTURBED;
  }

  /** The machine in a line. */
  String machine() {
    List<String> parts = new ArrayList<>(List.of(cpu));
    for (String kernel : List.of("f32", "bf16", "tiles")) {
      rates.best(kernel).ifPresent(rate -> parts.add("%s %,.0f GFLOP/s".formatted(kernel, rate)));
    }
    rates.best("read").ifPresent(rate -> parts.add("read %.0f GB/s".formatted(rate)));
    parts.add("%.0f %% of slices disturbed".formatted(100 * rates.disturbed()));
    return String.join(", ", parts);
  }

  /** Share of the ceiling that Fovea's median reaches; empty where the ceiling is not known. */
  OptionalDouble fraction(Result result) {
    Optional<MachinePeak> ceiling = MachinePeak.of(rates, result.work().arithmetic());
    return ceiling.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            ceiling.get().milliseconds(Demand.of(result.work())) / result.fovea().median());
  }

  /** A table of all engines. */
  List<String> table(Result result) {
    List<String> lines = new ArrayList<>();
    lines.add(result.work().name() + (disturbed() ? " (disturbed: read the ratio of bests)" : ""));
    lines.add(
        "  %-11s %10s %10s %8s %15s %14s %8s"
            .formatted(
                "", "median ms", "best ms", "ratio", "quartiles", "ratio of bests", "peak MB"));
    lines.add(
        "  %-11s %10.3f %10.3f %8s %15s %14s %,8d"
            .formatted(
                "fovea",
                result.fovea().median(),
                result.fovea().best(),
                "",
                "",
                "",
                result.foveaPeakMegabytes()));
    for (PeerResult peer : result.peers()) {
      lines.add(
          "%s %,8d  %s"
              .formatted(
                  compared(peer.peer().word(), peer.samples(), peer.ratio()),
                  peer.peakMegabytes(),
                  peer.setting()));
    }
    result
        .wide()
        .ifPresent(wide -> lines.add(compared("fovea f32", wide, Ratio.of(result.fovea(), wide))));
    for (PeerResult peer : result.peers()) {
      String found = peer.agreement().describe(result.work());
      lines.add("  %-11s %s".formatted(peer.peer().word(), found));
    }
    fraction(result)
        .ifPresentOrElse(
            share -> lines.add("  fovea reaches %.0f %% of the ceiling".formatted(100 * share)),
            () -> lines.add("  the ceiling is not known"));
    return lines;
  }

  private static String compared(String name, Samples samples, Ratio ratio) {
    return "  %-11s %10.3f %10.3f %8.2f %15s %14.2f"
        .formatted(
            name,
            samples.median(),
            samples.best(),
            ratio.ofMedians(),
            "%.2f to %.2f".formatted(ratio.lower(), ratio.upper()),
            ratio.ofBests());
  }

  /** Everything as one JSON value. */
  String json(List<Result> results) {
    JsonObject machine = JsonObject.empty().with("cpu", cpu);
    for (String kernel : List.of("f32", "bf16", "tiles", "read")) {
      OptionalDouble rate = rates.best(kernel);
      if (rate.isPresent()) {
        machine = machine.with(kernel, rate.getAsDouble());
      }
    }
    machine = machine.with("disturbed_share", rates.disturbed());
    List<JsonValue> each = results.stream().<JsonValue>map(this::json).toList();
    return Json.write(
        JsonObject.empty()
            .with("machine", machine)
            .with("disturbed", disturbed())
            .with("results", new JsonArray(each)));
  }

  private JsonObject json(Result result) {
    PeerResult fastest = result.fastest();
    JsonObject json =
        JsonObject.empty()
            .with("work", result.work().name())
            .with("ratio", fastest.ratio().ofMedians())
            .with("ratio_best", fastest.ratio().ofBests())
            .with("spread", spread(fastest.ratio()))
            .with("fovea_ms", result.fovea().median())
            .with("peer", fastest.peer().description())
            .with("peer_setting", fastest.setting().toString())
            .with("peer_ms", fastest.samples().median());
    OptionalDouble share = fraction(result);
    if (share.isPresent()) {
      json = json.with("fraction_of_ceiling", share.getAsDouble());
    }
    if (result.wide().isPresent()) {
      Ratio ratio = Ratio.of(result.fovea(), result.wide().get());
      json =
          json.with("f32_ms", result.wide().get().median())
              .with("f32_ratio", ratio.ofMedians())
              .with("f32_ratio_best", ratio.ofBests());
    }
    List<JsonValue> peers =
        result.peers().stream().<JsonValue>map(peer -> json(result, peer)).toList();
    return json.with("fovea_best_ms", result.fovea().best())
        .with("peer_best_ms", fastest.samples().best())
        .with("fovea_peak_mb", result.foveaPeakMegabytes())
        .with("peer_peak_mb", fastest.peakMegabytes())
        .with("disturbed", disturbed())
        .with("peers", new JsonArray(peers));
  }

  private static JsonObject json(Result result, PeerResult peer) {
    return JsonObject.empty()
        .with("peer", peer.peer().word())
        .with("setting", peer.setting().toString())
        .with("ratio", peer.ratio().ofMedians())
        .with("ratio_best", peer.ratio().ofBests())
        .with("spread", spread(peer.ratio()))
        .with("ms", peer.samples().median())
        .with("peak_mb", peer.peakMegabytes())
        .with("loss_difference", peer.agreement().loss())
        .with("change_difference", peer.agreement().change())
        .with("equal", peer.agreement().holds(result.work()));
  }

  private static JsonArray spread(Ratio ratio) {
    return JsonArray.of(ratio.lower(), ratio.upper());
  }
}
