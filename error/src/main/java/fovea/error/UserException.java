package fovea.error;

import org.jspecify.annotations.Nullable;

/**
 * A failure that the user can act on. Its message says where it was found, what was expected and
 * found, and what to do. What every module throws for a wrong argument, shape, file or data set is
 * one of these.
 */
public abstract class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message where it was found, what was expected and found, and what to do
   * @param cause what led to it, if anything did
   */
  @SuppressWarnings("exports") // who extends this need not know the annotation
  protected UserException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Where, what was expected and found, and what to do. */
  @Override
  public final String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /**
   * The same failure with its place named from further out, as by the caller who knows the file;
   * this one if it names that place already.
   *
   * @param place what contains the place that the message names: a file, a picture, a layer
   */
  public abstract UserException within(String place);
}
