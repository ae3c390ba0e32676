package fovea.data.jpeg;

/** What is wrong with a JPEG file, in words that fit into a sentence of the caller's. */
public final class JpegException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  JpegException(String problem) {
    super(problem);
  }

  /** As a clause. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
