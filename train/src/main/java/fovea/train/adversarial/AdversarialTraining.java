package fovea.train.adversarial;

import fovea.format.JsonObject;
import fovea.train.internal.SettingChecks;

/**
 * Training on adversarial examples: each step changes its batch by an {@link Attack} on the weights
 * as they are, as the network is used, and makes {@code clean · loss + (1 - clean) · loss of the
 * changed batch} small (Goodfellow, Shlens &amp; Szegedy 2014, who take a half of each).
 *
 * @param attack that the network learns to withstand
 * @param clean share of the loss that the batch as it is has: 0 for changed batches alone, as Madry
 *     et al. (2017) train
 */
public record AdversarialTraining(Attack attack, double clean) {

  /** On both, a half of each. */
  public AdversarialTraining(Attack attack) {
    this(attack, 0.5);
  }

  /**
   * Checks the share.
   *
   * @throws fovea.graph.type.FoveaException if it is not from 0 to below 1
   */
  public AdversarialTraining {
    SettingChecks.fraction("share of clean pictures", clean);
  }

  /** With another attack. */
  public AdversarialTraining attack(Attack attack) {
    return new AdversarialTraining(attack, clean);
  }

  /** With another share of the batch as it is. */
  public AdversarialTraining clean(double share) {
    return new AdversarialTraining(attack, share);
  }

  /** As it is recorded with a training. */
  public JsonObject toJson() {
    return JsonObject.empty().with("attack", Attack.codecs().write(attack)).with("clean", clean);
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws fovea.format.FormatException if a field is missing or of another kind
   */
  public static AdversarialTraining fromJson(JsonObject json) {
    return new AdversarialTraining(Attack.codecs().read(json.member("attack")), json.real("clean"));
  }
}
