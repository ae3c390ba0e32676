package fovea.app.session;

import fovea.format.JsonValue;

/** A verb of the command line: a picocli command that says what it does. */
public interface Verb {

  /** The options common to all verbs, as parsed. */
  GlobalOptions options();

  /**
   * Does the work. Prints the result for people to the session; ends early, in good order, when the
   * session says so. Errors are thrown, never printed.
   *
   * @return the result for programs, printed with {@code --json}
   */
  JsonValue run(Session session);
}
