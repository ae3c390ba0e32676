package fovea.app.profile;

import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.PlannedKernel;
import fovea.graph.PlannedKernel.Part;
import fovea.train.profile.Ceiling;
import fovea.train.profile.Gaps;
import fovea.train.profile.KernelProfile;
import fovea.train.profile.KindProfile;
import fovea.train.profile.LayerProfile;
import fovea.train.profile.Profile;
import fovea.train.profile.Work;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A profile as programs read it: all of it, times in milliseconds. */
final class ProfileJson {

  private ProfileJson() {}

  static JsonObject of(ProfileModel.Finding found) {
    Profile profile = found.profile();
    var plain = profile.steps().plain();
    JsonObject json =
        JsonObject.empty()
            .with("model", found.subject().name())
            .with("train", found.step().trains())
            .with("batch", found.step().batch())
            .with("precision", found.step().precision().toString())
            .with("bf16_operations", profile.plan().bf16Steps())
            .with("backend", profile.plan().backend())
            .with("repetitions", profile.steps().repetitions())
            .with("step_ms", millis(plain.median()))
            .with("step_best_ms", millis(plain.best()))
            .with("watched_step_ms", millis(profile.steps().watched().median()))
            .with("images_per_second", found.step().batch() / plain.median());
    if (profile.ceiling().known()) {
      json = json.with("of_ceiling", profile.ofCeiling()).with("ceiling", of(profile.ceiling()));
    }
    return json.with("gaps", of(profile.gaps()))
        .with("layers", array(profile.layers(), ProfileJson::of))
        .with("kinds", array(profile.kinds(), ProfileJson::of))
        .with("kernels", array(profile.kernels(), ProfileJson::of))
        .with("trace", found.trace().toString());
  }

  private static JsonObject of(Ceiling ceiling) {
    return JsonObject.empty()
        .with("gflops", gflops(ceiling))
        .with(
            "memory",
            array(
                ceiling.memory(),
                rate ->
                    JsonObject.empty()
                        .with("bytes", rate.bytes())
                        .with("gb_per_second", rate.bytesPerSecond() * 1e-9)));
  }

  private static JsonObject gflops(Ceiling ceiling) {
    JsonObject json = JsonObject.empty();
    for (var rate : ceiling.flops().entrySet()) {
      json = json.with(rate.getKey().toString(), rate.getValue() * 1e-9);
    }
    return json;
  }

  private static JsonObject of(Gaps gaps) {
    return JsonObject.empty()
        .with("before_ms", millis(gaps.before()))
        .with("between_ms", millis(gaps.between()))
        .with("mean_ms", millis(gaps.mean()))
        .with("longest_ms", millis(gaps.longest()));
  }

  private static JsonObject of(LayerProfile layer) {
    JsonObject json = JsonObject.empty().with("layer", layer.layer());
    for (Part part : Part.values()) {
      json = json.with(name(part) + "_ms", millis(layer.work(part).seconds()));
    }
    return with(json, layer.work());
  }

  private static JsonObject of(KindProfile kind) {
    return with(
        JsonObject.empty()
            .with("kernel", kind.name())
            .with("implementation", kind.implementation()),
        kind.work());
  }

  private static JsonObject of(KernelProfile timed) {
    PlannedKernel kernel = timed.kernel();
    JsonObject json =
        JsonObject.empty()
            .with("layer", kernel.layer())
            .with("part", name(kernel.part()))
            .with("kernel", kernel.name())
            .with("implementation", kernel.implementation())
            .with("reason", kernel.reason())
            .with("types", kernel.types())
            .with("layouts_read", JsonArray.ofStrings(kernel.reads().layouts()))
            .with("layouts_written", JsonArray.ofStrings(kernel.writes().layouts()))
            .with("reorder", kernel.reorder())
            .with("slow", kernel.slow());
    return with(json, timed.work());
  }

  private static JsonObject with(JsonObject json, Work work) {
    return json.with("kernels", work.kernels())
        .with("ms", millis(work.seconds()))
        .with("least_ms", millis(work.least()))
        .with("multiply_adds", work.multiplyAdds())
        .with("bytes", work.bytes());
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonObject> json) {
    return new JsonArray(items.stream().<JsonValue>map(json).toList());
  }

  private static String name(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  private static double millis(double seconds) {
    return 1e3 * seconds;
  }
}
