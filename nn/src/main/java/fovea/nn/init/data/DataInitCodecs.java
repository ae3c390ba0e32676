package fovea.nn.init.data;

import fovea.format.Codec;
import fovea.format.Codecs;
import fovea.format.JsonObject;
import java.util.List;

/** The ways of {@link DataInit} that files and command lines name. */
final class DataInitCodecs {
  static final Codecs<DataInit> ALL =
      new Codecs<>(
          "initialization from data",
          List.of(
              new Codec<>(
                      "whitening",
                      Whitening.class,
                      init ->
                          JsonObject.empty()
                              .with("layer", init.layer())
                              .with("epsilon", init.epsilon()),
                      json -> new Whitening(json.string("layer"), json.real("epsilon")))
                  .usual(new Whitening()),
              new Codec<>(
                      "lsuv",
                      Lsuv.class,
                      init ->
                          JsonObject.empty()
                              .with("tolerance", init.tolerance())
                              .with("attempts", init.attempts()),
                      json ->
                          new Lsuv(
                              json.real("tolerance"), Math.toIntExact(json.integer("attempts"))))
                  .usual(new Lsuv())));

  private DataInitCodecs() {}
}
