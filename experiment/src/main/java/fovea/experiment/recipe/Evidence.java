package fovea.experiment.recipe;

/** What some examples say of a gap. */
public enum Evidence {
  /** It is there, and it matters. */
  CLEAR("clear"),

  /** If there is any, it does not matter. */
  SMALL("small"),

  /** It cannot be told from chance. */
  TOO_FEW("too few to say");

  private final String text;

  Evidence(String text) {
    this.text = text;
  }

  /** In words. */
  @Override
  public String toString() {
    return text;
  }
}
