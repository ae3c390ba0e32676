package fovea.format.torch.container;

import fovea.format.FormatException;
import java.util.Locale;

/**
 * Bounds what one file may make this machine hold besides the file itself: a short pickle can ask
 * for the same thing to be copied again and again.
 */
public final class Budget {

  private final String what;
  private final long limit;
  private long spent;

  public Budget(String what, long limit) {
    this.what = what;
    this.limit = limit;
  }

  /**
   * Takes so many bytes off.
   *
   * @throws FormatException if that is more than is left
   */
  public void spend(long bytes) {
    if (bytes > limit - spent) {
      throw new FormatException(
          what,
          String.format(
              Locale.ROOT, "expected at most %,d bytes, found at least %,d", limit, spent + bytes),
          PickleSource.SAVE_WEIGHTS);
    }
    spent += bytes;
  }
}
