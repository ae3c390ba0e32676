package fovea.data.split;

import java.util.Arrays;
import java.util.Optional;

/** What the examples of a part of a data set are for. */
public enum DataPart {
  /** To learn from. */
  TRAIN("training"),

  /** Held back from the training examples: shows overfitting. */
  TRAIN_DEV("train-dev"),

  /** To choose epochs and settings by; also called dev. */
  VALIDATION("validation"),

  /** For one evaluation, when all is chosen. */
  TEST("test");

  private final String text;

  DataPart(String text) {
    this.text = text;
  }

  /** The part of that name, such as {@code train-dev}; {@code train}, {@code val}, {@code dev}. */
  public static Optional<DataPart> find(String name) {
    return switch (name) {
      case "train" -> Optional.of(TRAIN);
      case "val", "dev" -> Optional.of(VALIDATION);
      default -> Arrays.stream(values()).filter(part -> part.text.equals(name)).findFirst();
    };
  }

  /** Its name in files of JSON. */
  public String key() {
    return switch (this) {
      case TRAIN -> "train";
      case TRAIN_DEV -> "train_dev";
      case VALIDATION -> "validation";
      case TEST -> "test";
    };
  }

  /** Its name, as users write it. */
  @Override
  public String toString() {
    return text;
  }
}
