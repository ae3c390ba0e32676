package fovea.app.recipe;

import fovea.app.config.Configuration;
import fovea.app.option.NumberReaders;
import fovea.app.session.UsageException;
import fovea.data.sampling.Sampling;
import fovea.train.distill.Distillation;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say from whose answers a network learns as well. */
public final class TeacherOptions {

  @Option(
      names = "--teacher",
      paramLabel = "MODEL",
      description =
          "Learn from the answers of a trained model as well, such as an ensemble (distillation).")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--teacher-temperature",
      paramLabel = "X",
      converter = NumberReaders.Positive.class,
      description =
          "By which logits are divided, so that answers tell more of the other classes (default:"
              + " 4).")
  private Optional<Double> temperature = Optional.empty();

  @Option(
      names = "--teacher-share",
      paramLabel = "X",
      converter = NumberReaders.Part.class,
      description =
          "Share of the loss that the teacher has; at 1 the labels do not count (default: 0.9).")
  private Optional<Double> share = Optional.empty();

  @Option(
      names = "--unlabelled",
      paramLabel = "FOLDER",
      description =
          "Learn from all photos in and below the folder as well, by what the teacher says of them"
              + " alone.")
  private Optional<Path> unlabelled = Optional.empty();

  /**
   * The goal as the user wants it.
   *
   * @throws UsageException if an option of a teacher has none
   */
  GoalSettings applyTo(GoalSettings usual) {
    if (model.isEmpty()) {
      requireNone("--teacher-temperature", temperature);
      requireNone("--teacher-share", share);
      requireNone("--unlabelled", unlabelled);
      return usual;
    }
    return usual.teacher(
        new TeacherSettings(
            Configuration.located(model.get()),
            temperature.orElse(Distillation.TEMPERATURE),
            share.orElse(Distillation.SHARE),
            unlabelled.map(folder -> folder.toAbsolutePath().normalize().toString())));
  }

  /**
   * Makes sure that pictures are not drawn by the class that some of them lack.
   *
   * @throws UsageException if they are
   */
  void check(Sampling sampling) {
    if (unlabelled.isPresent() && sampling instanceof Sampling.Balanced) {
      throw new UsageException(
          "--unlabelled",
          "the photos have no class, found --sampling balanced, which draws by class",
          "leave one of them out");
    }
  }

  private static void requireNone(String option, Optional<?> value) {
    if (value.isPresent()) {
      throw new UsageException(
          option, "goes with --teacher, found none", "name a trained model, or leave it out");
    }
  }
}
