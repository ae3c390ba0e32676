package fovea.explain.top;

/** Is told how a search for patches goes; called often, by one thread. */
@FunctionalInterface
public interface TopProgress {

  /**
   * Some more is done.
   *
   * @param done up to now
   * @param total of the stage
   */
  void update(Stage stage, int done, int total);

  /** What is counted. */
  enum Stage {
    /** Pictures whose activations are compared. */
    PICTURES("pictures"),
    /** Patches that are cut out and projected. */
    PATCHES("patches");

    private final String unit;

    Stage(String unit) {
      this.unit = unit;
    }

    /** Plural of what is counted. */
    @Override
    public String toString() {
      return unit;
    }
  }
}
