package fovea.data.targets;

import java.util.Arrays;
import java.util.Optional;

/** What is to be learned of photos. */
public enum PhotoTask {
  /** Which one of several classes each shows. */
  CLASSES("classes"),

  /** Which one of two classes each shows, told apart by one number. */
  BINARY("binary"),

  /** Which labels each has, any number of them. */
  MULTI_LABEL("multi-label"),

  /** Numbers, such as an age. */
  REGRESSION("regression");

  private final String text;

  PhotoTask(String text) {
    this.text = text;
  }

  /** The task of that name, such as {@code multi-label}. */
  public static Optional<PhotoTask> find(String name) {
    return Arrays.stream(values()).filter(task -> task.text.equals(name)).findFirst();
  }

  /** Whether each photo has one class. */
  public boolean hasClasses() {
    return this == CLASSES || this == BINARY;
  }

  /** Its name, as users write it. */
  @Override
  public String toString() {
    return text;
  }
}
