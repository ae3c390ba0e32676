package fovea.onednn.ffm;

/** A call that oneDNN refused: which function, with what status, and what it was asked. */
public final class DnnlException extends RuntimeException {
  private final Status status;

  DnnlException(String function, Status status, Object asked) {
    super("%s: %s for %s".formatted(function, status, asked));
    this.status = status;
  }

  /**
   * Returns the status; {@link Status#UNIMPLEMENTED} is a refusal that a backend may answer with
   * another kernel.
   */
  public Status status() {
    return status;
  }
}
