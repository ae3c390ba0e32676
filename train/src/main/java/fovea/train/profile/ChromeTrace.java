package fovea.train.profile;

import fovea.format.AtomicFile;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.PlannedKernel;
import fovea.graph.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A step in Chrome's Trace Event Format, which ui.perfetto.dev and chrome://tracing open: kernels
 * in one row, the layers that they belong to in another.
 */
public final class ChromeTrace {
  private static final int PROCESS = 1;
  private static final int LAYERS = 1;
  private static final int KERNELS = 2;
  private static final String HOST = "host";

  private final List<JsonValue> events = new ArrayList<>();
  private final Profile profile;

  private ChromeTrace(Profile profile) {
    this.profile = profile;
  }

  /** The typical step of {@code profile}, under {@code title}. */
  public static JsonObject of(Profile profile, String title) {
    ChromeTrace trace = new ChromeTrace(profile);
    trace.names(title);
    trace.layers();
    trace.kernels();
    return JsonObject.empty()
        .with("traceEvents", new JsonArray(trace.events))
        .with("displayTimeUnit", "ns")
        .with(
            "otherData",
            JsonObject.empty()
                .with("title", title)
                .with("backend", profile.plan().backend())
                .with("repetitions", profile.steps().repetitions()));
  }

  /**
   * Writes the typical step of {@code profile} to {@code file}, atomically.
   *
   * @throws FormatException if it cannot be written; an old file of that name is then untouched
   */
  public static void write(Profile profile, String title, Path file) {
    AtomicFile.write(file, Json.write(of(profile, title)) + "\n");
  }

  private void names(String title) {
    name("process_name", LAYERS, title);
    name("thread_name", LAYERS, "layers");
    name("thread_name", KERNELS, "kernels");
    for (int row : new int[] {LAYERS, KERNELS}) {
      events.add(
          event("thread_sort_index", "M", row)
              .with("args", JsonObject.empty().with("sort_index", row)));
    }
  }

  private void name(String kind, int row, String name) {
    events.add(event(kind, "M", row).with("args", JsonObject.empty().with("name", name)));
  }

  /** One slice for each run of neighbors that belong to the same part of the same layer. */
  private void layers() {
    Timeline run = profile.typical();
    for (int first = 0, next; first < run.kernels(); first = next) {
      next = first + 1;
      while (next < run.kernels() && together(kernel(first), kernel(next))) {
        next++;
      }
      String layer = kernel(first).layer().isEmpty() ? "(network)" : kernel(first).layer();
      JsonObject args =
          JsonObject.empty().with("part", part(kernel(first))).with("kernels", next - first);
      events.add(
          slice(layer, part(kernel(first)), LAYERS, run.start(first), run.end(next - 1))
              .with("args", args));
    }
  }

  private static boolean together(PlannedKernel one, PlannedKernel other) {
    return one.layer().equals(other.layer()) && one.part() == other.part();
  }

  private void kernels() {
    Timeline run = profile.typical();
    if (run.kernels() > 0) {
      events.add(slice("arguments", HOST, KERNELS, 0, run.start(0)));
    }
    for (int i = 0; i < run.kernels(); i++) {
      PlannedKernel kernel = kernel(i);
      String category = kernel.reorder() ? "reorder" : part(kernel);
      events.add(
          slice(kernel.name(), category, KERNELS, run.start(i), run.end(i))
              .with("args", arguments(profile.kernels().get(i), run.duration(i) * 1e-9)));
    }
  }

  private JsonObject arguments(KernelProfile timed, double seconds) {
    PlannedKernel kernel = timed.kernel();
    Work work = new Work(1, seconds, timed.least(), kernel.multiplyAdds(), kernel.bytes());
    JsonObject args =
        JsonObject.empty()
            .with("layer", kernel.layer())
            .with("part", part(kernel))
            .with("implementation", kernel.implementation())
            .with("types", kernel.types())
            .with("layouts_read", String.join(" ", kernel.reads().layouts()))
            .with("layouts_written", String.join(" ", kernel.writes().layouts()))
            .with("bytes_read", kernel.reads().bytes())
            .with("bytes_written", kernel.writes().bytes())
            .with("GB/s", work.bandwidth() * 1e-9)
            .with("median_us", timed.seconds() * 1e6);
    if (kernel.multiplyAdds() > 0) {
      args = args.with("multiply_adds", kernel.multiplyAdds()).with("GFLOP/s", work.flops() * 1e-9);
    }
    return profile.ceiling().known() ? args.with("of_ceiling", work.ofCeiling()) : args;
  }

  private PlannedKernel kernel(int index) {
    return profile.kernels().get(index).kernel();
  }

  private static String part(PlannedKernel kernel) {
    return kernel.part().name().toLowerCase(Locale.ROOT);
  }

  private static JsonObject slice(String name, String category, int row, long start, long end) {
    return event(name, "X", row)
        .with("cat", category)
        .with("ts", start / 1e3)
        .with("dur", (end - start) / 1e3);
  }

  private static JsonObject event(String name, String phase, int row) {
    return JsonObject.empty()
        .with("name", name)
        .with("ph", phase)
        .with("pid", PROCESS)
        .with("tid", row);
  }
}
