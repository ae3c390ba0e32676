package fovea.report.picture;

import fovea.error.UserException;
import org.jspecify.annotations.Nullable;

/**
 * A report that cannot be made or written: one sentence for the user and one that says what to do.
 */
public final class ReportException extends UserException {
  private static final long serialVersionUID = 1L;

  private final String where;
  private final String problem;
  private final String remedy;

  /**
   * Joins the three parts of every error.
   *
   * @param where the file or the part of a report
   * @param problem what was expected and what was found, without a full stop
   * @param remedy what the user can do, without a full stop
   */
  public ReportException(String where, String problem, String remedy) {
    this(where, problem, remedy, null);
  }

  private ReportException(String where, String problem, String remedy, @Nullable Throwable cause) {
    super(where + ": " + problem + ". " + remedy + ".", cause);
    this.where = where;
    this.problem = problem;
    this.remedy = remedy;
  }

  @Override
  public ReportException within(String place) {
    return (where + ": ").startsWith(place + ": ")
        ? this
        : new ReportException(place + ": " + where, problem, remedy, this);
  }
}
