package fovea.data.pixels;

import fovea.error.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Data that is absent, damaged or does not fit; its message is one sentence for the user and one
 * that says what to do.
 */
public final class DataException extends UserException {

  private static final long serialVersionUID = 1L;

  private final String where;
  private final String problem;
  private final String remedy;

  /**
   * Joins the three parts of every error: where, what was expected and found, what to do.
   *
   * @param where the file, the data set or the option
   * @param problem what was expected and what was found, without a full stop
   * @param remedy what the user can do, without a full stop
   */
  public DataException(String where, String problem, String remedy) {
    this(where, problem, remedy, null);
  }

  private DataException(String where, String problem, String remedy, @Nullable Throwable cause) {
    super(where + ": " + problem + ". " + remedy + ".", cause);
    this.where = where;
    this.problem = problem;
    this.remedy = remedy;
  }

  @Override
  public DataException within(String place) {
    return (where + ": ").startsWith(place + ": ")
        ? this
        : new DataException(place + ": " + where, problem, remedy, this);
  }

  /** What was expected and what was found, for lists in which the rest goes without saying. */
  public String problem() {
    return problem;
  }
}
