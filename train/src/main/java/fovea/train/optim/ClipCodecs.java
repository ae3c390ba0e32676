package fovea.train.optim;

import fovea.format.Codec;
import fovea.format.Codecs;
import fovea.format.FormatException;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import java.util.List;

/** The limits of gradients that files and the command line name. */
final class ClipCodecs {
  private static final String LARGEST = "largest";

  /** JSON has no such number. */
  private static final String INFINITE = "infinite";

  static final Codecs<Clip> ALL =
      new Codecs<>(
          "clip",
          List.of(
              Codec.of("none", Clip.None.class, Clip.None::new),
              new Codec<>("norm", Clip.Norm.class, ClipCodecs::write, ClipCodecs::norm)
                  .usual(new Clip.Norm(1)),
              new Codec<>(
                      "value",
                      Clip.Value.class,
                      clip -> JsonObject.empty().with(LARGEST, clip.largest()),
                      json -> new Clip.Value(json.real(LARGEST)))
                  .usual(new Clip.Value(1))));

  private ClipCodecs() {}

  private static JsonObject write(Clip.Norm clip) {
    return Double.isFinite(clip.largest())
        ? JsonObject.empty().with(LARGEST, clip.largest())
        : JsonObject.empty().with(LARGEST, INFINITE);
  }

  private static Clip.Norm norm(JsonObject json) {
    JsonValue largest = json.member(LARGEST);
    return switch (largest) {
      case JsonNumber number -> new Clip.Norm(number.toDouble());
      case JsonString(String text) when text.equals(INFINITE) ->
          new Clip.Norm(Double.POSITIVE_INFINITY);
      default ->
          throw new FormatException(
              LARGEST,
              "expected a number or infinite, found " + largest.kind(),
              "Give a number above 0");
    };
  }
}
