package fovea.nn.loss;

import fovea.format.Codec;
import fovea.format.Codecs;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import java.util.Arrays;
import java.util.List;

/** The losses that files and command lines name. */
final class ClassificationLossCodecs {
  static final Codecs<ClassificationLoss> ALL =
      new Codecs<>(
          "loss",
          List.of(
              new Codec<>(
                      "cross_entropy",
                      CrossEntropy.class,
                      loss -> options(loss.smoothing(), loss.weights(), loss.ignored()),
                      json -> new CrossEntropy(smoothing(json), weights(json), ignored(json)))
                  .usual(new CrossEntropy()),
              new Codec<>(
                      "focal",
                      Focal.class,
                      loss ->
                          options(loss.smoothing(), loss.weights(), loss.ignored())
                              .with("gamma", loss.gamma()),
                      json ->
                          new Focal(
                              json.real("gamma"), smoothing(json), weights(json), ignored(json)))
                  .usual(new Focal(2))));

  private ClassificationLossCodecs() {}

  private static JsonObject options(double smoothing, List<Double> weights, List<Integer> ignored) {
    return JsonObject.empty()
        .with("smoothing", smoothing)
        .with("weights", JsonArray.of(weights.stream().mapToDouble(Double::doubleValue).toArray()))
        .with("ignored", JsonArray.of(ignored.stream().mapToLong(Integer::longValue).toArray()));
  }

  private static double smoothing(JsonObject json) {
    return json.real("smoothing");
  }

  private static List<Double> weights(JsonObject json) {
    return Arrays.stream(json.array("weights").doubles()).boxed().toList();
  }

  private static List<Integer> ignored(JsonObject json) {
    return Arrays.stream(json.array("ignored").longs()).mapToObj(Math::toIntExact).toList();
  }
}
