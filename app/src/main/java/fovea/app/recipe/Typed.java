package fovea.app.recipe;

import fovea.app.session.UsageException;
import fovea.data.augment.Augment;
import fovea.data.augment.pipeline.Augmentations;
import fovea.data.batch.BatchAugment;
import fovea.error.UserException;
import fovea.format.Codecs;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.format.Shorthand;
import fovea.train.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Values that users type. */
public final class Typed {
  private static final String NONE = "none";
  private static final String USUAL = "usual";

  private Typed() {}

  /** What an option stands for; what the library says of it is said of the option. */
  public static <T> T value(String option, Supplier<T> read) {
    try {
      return read.get();
    } catch (UserException e) {
      throw new UsageException(option, e);
    }
  }

  /**
   * Augmentations in order; {@code none} is none, {@code usual} stands for those that the recipe
   * has.
   */
  static Augmentations augmentations(List<String> texts, Augmentations usual) {
    if (texts.equals(List.of(NONE))) {
      return Augmentations.NONE;
    }
    Codecs<Augment> codecs = Augmentations.codecs();
    List<Augment> steps = new ArrayList<>();
    for (JsonObject step : Shorthand.readAll(String.join("+", texts))) {
      String text = Shorthand.write(step);
      if (text.equals(USUAL)) {
        steps.addAll(usual.steps());
      } else {
        steps.add(codecs.parse(text, usual.steps()));
      }
    }
    return new Augmentations(steps);
  }

  /** Augmentations of batches in order; {@code none} is none. */
  static List<BatchAugment> mixing(List<String> texts) {
    return texts.equals(List.of(NONE))
        ? List.of()
        : BatchAugment.codecs().parseAll(String.join("+", texts));
  }

  /** As {@link #augmentations} reads it. */
  static String text(Augmentations augmentations) {
    return augmentations.isEmpty() ? NONE : Augmentations.codecs().textOfAll(augmentations.steps());
  }

  /** As {@code codecs} read it, with all settings, whatever the usual ones are there. */
  static <T> String whole(Codecs<T> codecs, T value) {
    return codecs.write(value) instanceof JsonObject fields
        ? Shorthand.write(fields)
        : codecs.text(value);
  }

  /** As {@link #augmentations} reads it, with all settings. */
  static String whole(Augmentations augmentations) {
    return augmentations.isEmpty()
        ? NONE
        : augmentations.steps().stream()
            .map(step -> whole(Augmentations.codecs(), step))
            .collect(Collectors.joining("+"));
  }

  /** As {@link #mixing} reads it, with all settings. */
  static String whole(List<BatchAugment> mixing) {
    return mixing.isEmpty()
        ? NONE
        : mixing.stream()
            .map(each -> whole(BatchAugment.codecs(), each))
            .collect(Collectors.joining("+"));
  }

  /**
   * An optimizer with another value of a field, its own or, around another one, of that.
   *
   * @throws UsageException if it has no such field
   */
  static Optimizer with(Optimizer optimizer, String field, double value, String option) {
    Codecs<Optimizer> codecs = Optimizer.codecs();
    if (codecs.write(optimizer) instanceof JsonObject fields) {
      if (fields.find(field).isPresent()) {
        return value(option, () -> codecs.read(fields.with(field, value)));
      }
      if (fields.find("optimizer").isPresent()) {
        Optimizer inner = with(codecs.read(fields.member("optimizer")), field, value, option);
        JsonValue changed = codecs.write(inner);
        return value(option, () -> codecs.read(fields.with("optimizer", changed)));
      }
    }
    throw new UsageException(
        option,
        "expected an optimizer that has a " + field + ", found " + codecs.text(optimizer),
        "leave it out, or choose another optimizer");
  }
}
