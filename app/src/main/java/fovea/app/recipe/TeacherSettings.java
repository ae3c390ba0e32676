package fovea.app.recipe;

import fovea.app.console.Quantity;
import fovea.format.JsonObject;
import fovea.hub.Model;
import fovea.hub.Models;
import fovea.hub.distill.ModelTeacher;
import fovea.train.distill.Distillation;
import java.util.Optional;

/**
 * A model whose answers a network learns from as well.
 *
 * @param model a file, the folder of a run, or the name of published weights
 * @param temperature by which answers are softened
 * @param share of the loss that the teacher has
 * @param unlabelled folder of photos without a class, if there are some to learn from
 */
public record TeacherSettings(
    String model, double temperature, double share, Optional<String> unlabelled) {
  private static final String TEACHER = "teacher";
  private static final String TEMPERATURE = "temperature";
  private static final String SHARE = "share";
  private static final String UNLABELLED = "unlabelled";

  /**
   * What {@code student} learns from.
   *
   * @throws fovea.error.UserException if there is no such model, or it cannot teach the student
   */
  public Distillation distillation(Model student) {
    return new Distillation(ModelTeacher.of(Models.load(model), student), temperature, share);
  }

  JsonObject toJson() {
    JsonObject json =
        JsonObject.empty().with(TEACHER, model).with(TEMPERATURE, temperature).with(SHARE, share);
    return unlabelled.map(folder -> json.with(UNLABELLED, folder)).orElse(json);
  }

  static TeacherSettings fromJson(JsonObject json) {
    return new TeacherSettings(
        json.string(TEACHER),
        json.real(TEMPERATURE),
        json.real(SHARE),
        json.find(UNLABELLED).map(_ -> json.string(UNLABELLED)));
  }

  /** By the options that a user types for it. */
  JsonObject options() {
    JsonObject options =
        JsonObject.empty()
            .with(TEACHER, model)
            .with("teacher-temperature", temperature)
            .with("teacher-share", share);
    return unlabelled.map(folder -> options.with(UNLABELLED, folder)).orElse(options);
  }

  Recipe.Line line() {
    String text =
        "%s, temperature %s, share %s"
            .formatted(model, Quantity.rounded(temperature), Quantity.rounded(share));
    return new Recipe.Line(
        TEACHER,
        unlabelled.map(folder -> text + ", photos without a class " + folder).orElse(text));
  }
}
