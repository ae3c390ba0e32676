package fovea.train.adversarial;

import fovea.format.Codec;
import fovea.format.Codecs;
import fovea.format.JsonObject;
import java.util.List;

/** The attacks that files and the command line name. */
final class AttackCodecs {
  private static final String EPSILON = "epsilon";

  static final Codecs<Attack> ALL =
      new Codecs<>(
          "attack",
          List.of(
              new Codec<>(
                      "fgsm",
                      Fgsm.class,
                      attack -> JsonObject.empty().with(EPSILON, attack.epsilon()),
                      json -> new Fgsm(json.real(EPSILON)))
                  .usual(new Fgsm()),
              new Codec<>("pgd", Pgd.class, AttackCodecs::write, AttackCodecs::pgd)
                  .usual(new Pgd())));

  private AttackCodecs() {}

  private static JsonObject write(Pgd attack) {
    return JsonObject.empty()
        .with(EPSILON, attack.epsilon())
        .with("steps", attack.steps())
        .with("reach", attack.reach())
        .with("random_start", attack.randomStart());
  }

  private static Pgd pgd(JsonObject json) {
    return new Pgd(
        json.real(EPSILON),
        Math.toIntExact(json.integer("steps")),
        json.real("reach"),
        json.flag("random_start"));
  }
}
