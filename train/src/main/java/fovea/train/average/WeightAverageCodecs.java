package fovea.train.average;

import fovea.format.Codec;
import fovea.format.Codecs;
import fovea.format.JsonObject;
import java.util.List;

/** The averages that files name. */
final class WeightAverageCodecs {
  static final Codecs<WeightAverage> ALL =
      new Codecs<>(
          "average of weights",
          List.of(
              new Codec<>(
                      "ema",
                      MovingAverage.class,
                      ema ->
                          JsonObject.empty().with("decay", ema.decay()).with("every", ema.every()),
                      json ->
                          new MovingAverage(
                              json.real("decay"), Math.toIntExact(json.integer("every"))))
                  .usual(new MovingAverage(0.999, 1)),
              new Codec<>(
                      "swa",
                      EpochAverage.class,
                      swa -> JsonObject.empty().with("from", swa.from()),
                      json -> new EpochAverage(Math.toIntExact(json.integer("from"))))
                  .usual(new EpochAverage(0))));

  private WeightAverageCodecs() {}
}
