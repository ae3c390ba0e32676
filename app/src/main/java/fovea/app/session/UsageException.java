package fovea.app.session;

import fovea.error.UserException;

/** A command that cannot be carried out as it was typed; ends with exit code 2. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Joins the parts of the message.
   *
   * @param where the option or argument
   * @param problem what was expected and what was found
   * @param remedy what to do
   */
  public UsageException(String where, String problem, String remedy) {
    super(where + ": " + problem + "; " + remedy);
  }

  /** What the library says of the value of the option or argument {@code where}. */
  public UsageException(String where, UserException refusal) {
    super(where + ": " + refusal.getMessage(), refusal);
  }
}
