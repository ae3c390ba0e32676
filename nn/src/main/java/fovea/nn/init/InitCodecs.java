package fovea.nn.init;

import fovea.format.Codec;
import fovea.format.Codecs;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The rules for initial values that files and command lines name. */
final class InitCodecs {
  private static final String DISTRIBUTION = "distribution";
  private static final String GAIN = "gain";

  static final Codecs<Init> ALL =
      new Codecs<>(
          "initialization",
          List.of(
              new Codec<>(
                      "constant",
                      ConstantInit.class,
                      init -> JsonObject.empty().with("value", init.value()),
                      json -> new ConstantInit(json.real("value")))
                  .usual(new ConstantInit(0)),
              new Codec<>(
                      "uniform",
                      UniformInit.class,
                      init -> JsonObject.empty().with("bound", init.bound()),
                      json -> new UniformInit(json.real("bound")))
                  .usual(new UniformInit(0.05)),
              new Codec<>(
                      "normal",
                      NormalInit.class,
                      init -> JsonObject.empty().with("deviation", init.deviation()),
                      json -> new NormalInit(json.real("deviation")))
                  .usual(new NormalInit(0.01)),
              new Codec<>(
                      "lecun",
                      LecunInit.class,
                      init -> JsonObject.empty().with(DISTRIBUTION, word(init.distribution())),
                      json -> new LecunInit(distribution(json)))
                  .usual(new LecunInit()),
              new Codec<>(
                      "xavier",
                      XavierInit.class,
                      init ->
                          JsonObject.empty()
                              .with(DISTRIBUTION, word(init.distribution()))
                              .with(GAIN, init.gain()),
                      json -> new XavierInit(distribution(json), json.real(GAIN)))
                  .usual(new XavierInit()),
              new Codec<>("he", HeInit.class, InitCodecs::write, InitCodecs::he)
                  .usual(new HeInit()),
              Codec.of("zero", ConstantInit.class, () -> new ConstantInit(0)),
              Codec.of("torch", TorchInit.class, TorchInit::new),
              new Codec<>(
                      "orthogonal",
                      OrthogonalInit.class,
                      init -> JsonObject.empty().with(GAIN, init.gain()),
                      json -> new OrthogonalInit(json.real(GAIN)))
                  .usual(new OrthogonalInit()),
              new Codec<>("dirac", DiracInit.class, InitCodecs::write, InitCodecs::dirac)
                  .usual(new DiracInit())));

  private InitCodecs() {}

  private static JsonObject write(HeInit init) {
    return JsonObject.empty()
        .with(DISTRIBUTION, word(init.distribution()))
        .with("fan", word(init.fan()))
        .with("slope", init.slope());
  }

  private static HeInit he(JsonObject json) {
    HeInit.Fan fan = constant(json, "fan", HeInit.Fan.values());
    return new HeInit(distribution(json), fan, json.real("slope"));
  }

  private static JsonObject write(DiracInit init) {
    return JsonObject.empty()
        .with("groups", init.groups())
        .with("rest", Init.codecs().write(init.rest()));
  }

  private static DiracInit dirac(JsonObject json) {
    return new DiracInit(
        Math.toIntExact(json.integer("groups")), Init.codecs().read(json.member("rest")));
  }

  private static Init.Distribution distribution(JsonObject json) {
    return constant(json, DISTRIBUTION, Init.Distribution.values());
  }

  private static <E extends Enum<E>> E constant(JsonObject json, String field, E[] all) {
    String wanted = json.string(field);
    return Arrays.stream(all)
        .filter(constant -> word(constant).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new FormatException(
                    field,
                    "expected one of "
                        + Arrays.stream(all).map(InitCodecs::word).collect(Collectors.joining(", "))
                        + ", found "
                        + FormatException.excerpt(wanted),
                    "Use one of these"));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
