package fovea.train.distill;

import fovea.format.JsonObject;
import fovea.train.internal.SettingChecks;

/**
 * Training on the answers of a teacher as well (Hinton, Vinyals &amp; Dean 2015): each step makes
 * {@code share · T² · KL(teacher ‖ student) + (1 - share) · loss} small, where {@code loss} is that
 * of the task, and the probabilities of both are softened by the temperature {@code T}, which
 * divides their logits. The factor T² keeps the gradients as large as they are without it.
 *
 * @param teacher to learn from
 * @param temperature by which both are softened
 * @param share of the loss that the teacher has: at 1 the labels do not count
 */
public record Distillation(Teacher teacher, double temperature, double share) {
  /** By which both are softened, where nobody says otherwise. */
  public static final double TEMPERATURE = 4;

  /** Of the teacher, where nobody says otherwise. */
  public static final double SHARE = 0.9;

  /** At the temperature 4, with a share of 0.9. */
  public Distillation(Teacher teacher) {
    this(teacher, TEMPERATURE, SHARE);
  }

  /**
   * Checks the numbers.
   *
   * @throws fovea.graph.type.FoveaException if the temperature is not a number above 0, or the
   *     share not from 0 to 1
   */
  public Distillation {
    SettingChecks.positive("temperature of the teacher", temperature);
    SettingChecks.between("share of the teacher", share, 0, 1);
  }

  /** At another temperature. */
  public Distillation temperature(double temperature) {
    return new Distillation(teacher, temperature, share);
  }

  /** With another share of the teacher. */
  public Distillation share(double share) {
    return new Distillation(teacher, temperature, share);
  }

  /** As it is recorded with a training: of the teacher, its checksum. */
  public JsonObject toJson() {
    return JsonObject.empty()
        .with("temperature", temperature)
        .with("share", share)
        .with("teacher", teacher.checksum());
  }
}
