package fovea.data;

/**
 * Data that is absent, damaged or does not fit; its message is one sentence for the user and one
 * that says what to do.
 */
public final class DataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String problem;

  /**
   * Joins the three parts of every error: where, what was expected and found, what to do.
   *
   * @param where the file, the data set or the option
   * @param problem what was expected and what was found, without a full stop
   * @param remedy what the user can do, without a full stop
   */
  public DataException(String where, String problem, String remedy) {
    super(where + ": " + problem + ". " + remedy + ".");
    this.problem = problem;
  }

  /** What was expected and what was found, for lists in which the rest goes without saying. */
  public String problem() {
    return problem;
  }
}
