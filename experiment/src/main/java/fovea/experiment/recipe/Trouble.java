package fovea.experiment.recipe;

import java.util.List;

/** What keeps a model from being better. */
public enum Trouble {
  /** It does not even fit what it learns from. */
  BIAS(
      "bias",
      "a bigger model, or another architecture",
      "longer training, or a better optimizer and schedule",
      "less regularization"),

  /** It does worse on what it has not learned from. */
  VARIANCE(
      "variance",
      "more data, or more augmentation",
      "regularization: weight decay, dropout, early stopping",
      "another architecture, or a smaller model"),

  /** It does worse on data from another source. */
  DATA_MISMATCH(
      "data mismatch",
      "look at the dev examples that are wrong: what have they that training examples have not?",
      "training data more like the dev and test sets",
      "synthesize such data, or augment towards them"),

  /** It was chosen by luck on the dev set. */
  OVER_TUNING(
      "over-tuning to dev", "a larger dev set", "fewer choices by it; the test set is asked once");

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
  private final List<String> steps;

  Trouble(String text, String... steps) {
    this.text = text;
    this.steps = List.of(steps);
  }

  /** What to do about it, what helps most often first. */
  public List<String> steps() {
    return steps;
  }

  /** Its name. */
  @Override
  public String toString() {
    return text;
  }
}
