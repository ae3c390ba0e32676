package fovea.app;

import fovea.format.JsonObject;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What is to be fine-tuned on what and how.
 *
 * @param photos to learn from and to be judged by
 * @param start what there is before
 * @param rates learning rates
 * @param recipe how the fine-tuning goes
 * @param seed of everything random
 */
record FinetuneTask(Photos photos, Start start, Rates rates, Recipe recipe, long seed) {

  /**
   * The photos.
   *
   * @param folder that has a sub-folder for each class
   * @param validation the photos to be judged by
   */
  record Photos(Path folder, Validation validation) {}

  /**
   * What there is before.
   *
   * @param from the pretrained model
   * @param freeze what of it stays as it is
   * @param thawAfter epochs after which everything learns, if ever
   */
  record Start(String from, Freeze freeze, OptionalInt thawAfter) {}

  /**
   * Learning rates.
   *
   * @param head of the new head
   * @param base of what was trained before
   */
  record Rates(double head, double base) {}

  /** The photos to be judged by. */
  sealed interface Validation {}

  /** Those in the folder {@code val} beside {@code train}, or a fifth of the others. */
  record Usual() implements Validation {}

  /** Those in a folder of their own. */
  record Folder(Path path) implements Validation {}

  /** A fraction of each class. */
  record Fraction(double share) implements Validation {}

  /** What a model file says of its origin. */
  JsonObject provenance() {
    return Fovea.provenance()
        .with(
            "finetune",
            JsonObject.empty()
                .with("from", start.from())
                .with("photos", photos.folder().toString())
                .with("freeze", start.freeze().toString())
                .with("thaw_after", start.thawAfter().orElse(0))
                .with("head_rate", rates.head())
                .with("base_rate", rates.base())
                .with("recipe", recipe.toJson())
                .with("seed", seed));
  }
}
