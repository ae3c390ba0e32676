package fovea.format.hdf5;

import fovea.format.FormatException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Turns whatever jHDF throws at damaged files into one sentence. */
final class Contained {
  private static final System.Logger LOG = System.getLogger("fovea.format.hdf5");
  private static final int LONGEST = 160;

  private Contained() {}

  /**
   * What {@code reading} gives.
   *
   * @throws FormatException if it throws anything at all
   */
  static <T> T read(Path file, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (FormatException e) {
      throw e.within(file.toString());
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      LOG.log(Level.DEBUG, "jHDF gave up on " + file, e);
      throw new FormatException(
          file.toString(),
          "expected an HDF5 file, found a damaged one (" + reason(e) + ")",
          Hdf5.AGAIN);
    } catch (OutOfMemoryError e) {
      // An allocation as large as a damaged length says; nothing else has failed by it.
      throw new FormatException(
          file.toString(),
          "expected an HDF5 file, found one that claims more than fits into memory",
          Hdf5.AGAIN);
    }
  }

  /** The innermost message, for the outer ones say only where jHDF was. */
  private static String reason(Throwable thrown) {
    Throwable inner = thrown;
    String message = thrown.getClass().getSimpleName();
    for (int i = 0; inner != null && i < 20; i++) {
      if (inner.getMessage() != null) {
        message = inner.getMessage();
      }
      inner = inner.getCause();
    }
    String line = message.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
