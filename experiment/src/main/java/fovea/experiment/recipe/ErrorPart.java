package fovea.experiment.recipe;

import fovea.data.split.DataPart;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whose error it is: that of people, or of the model on a part of the data. */
public enum ErrorPart {
  /** What people get wrong, which stands for what nobody can get right. */
  HUMAN("human"),

  /** The examples that were learned from. */
  TRAIN("training", "train"),

  /** Examples like those, held back from the training. */
  TRAIN_DEV("train-dev", "train_dev"),

  /** The examples that settings are chosen by; also called validation. */
  DEV("dev", "validation", "val"),

  /** Examples that nothing was chosen by. */
  TEST("test");

  @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
  private final List<String> words;

  ErrorPart(String... words) {
    this.words = List.of(words);
  }

  /** The part of that name, such as {@code train-dev} or {@code validation}. */
  public static Optional<ErrorPart> find(String name) {
    return Arrays.stream(values()).filter(part -> part.words.contains(name)).findFirst();
  }

  /** The error on a part of the data. */
  public static ErrorPart of(DataPart part) {
    return switch (part) {
      case TRAIN -> TRAIN;
      case TRAIN_DEV -> TRAIN_DEV;
      case VALIDATION -> DEV;
      case TEST -> TEST;
    };
  }

  /** Its name in files of JSON. */
  public String key() {
    return switch (this) {
      case HUMAN -> "human";
      case TRAIN -> "train";
      case TRAIN_DEV -> "train_dev";
      case DEV -> "dev";
      case TEST -> "test";
    };
  }

  /** Its name, as users write it. */
  @Override
  public String toString() {
    return words.getFirst();
  }
}
