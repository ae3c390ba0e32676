package fovea.onednn.ffm;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call that oneDNN refused: which function, with what status, and what it was asked. */
public final class DnnlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Status status;

  DnnlException(String function, Status status, Object asked) {
    this("%s: %s (%s) for %s".formatted(function, status, status.text(), asked), status, null);
  }

  private DnnlException(String message, Status status, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** Returns the status. */
  public Status status() {
    return status;
  }

  /**
   * Returns whether oneDNN has no implementation for what was asked: the only refusal that a
   * backend may answer with another kernel. Any other status is an error.
   */
  public boolean unimplemented() {
    return status == Status.UNIMPLEMENTED;
  }

  /** Returns what {@code attempt} makes; empty if oneDNN has no implementation for it. */
  public static <T> Optional<T> implemented(Supplier<T> attempt) {
    try {
      return Optional.of(attempt.get());
    } catch (DnnlException refused) {
      if (!refused.unimplemented()) {
        throw refused;
      }
      return Optional.empty();
    }
  }

  /** Returns the same failure with the place, such as a layer, before its message. */
  public DnnlException at(String where) {
    return new DnnlException(where + ": " + getMessage(), status, this);
  }
}
