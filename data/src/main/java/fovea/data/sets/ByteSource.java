package fovea.data.sets;

import fovea.data.pixels.DataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;

/** The bytes of a data file, unpacked where it is gzipped, from beginning to end. */
abstract sealed class ByteSource implements AutoCloseable permits PlainSource, GzipSource {

  private static final int CHUNK = 1 << 20;

  private final Path file;
  private long position;

  ByteSource(Path file) {
    this.file = file;
  }

  /** Opens a file; the name tells whether it is gzipped. */
  static ByteSource open(Path file) {
    try {
      return file.toString().endsWith(".gz") ? new GzipSource(file) : new PlainSource(file);
    } catch (IOException e) {
      throw new DataException(
          file.toString(),
          "cannot be read: " + e.getMessage(),
          "Check the file and its permissions");
    }
  }

  /** The most bytes that can come, for what the file claims before it is read. */
  abstract long capacity();

  /** Reads some bytes, at least one; -1 at the end. */
  abstract int read(ByteBuffer target) throws IOException;

  @Override
  public abstract void close();

  /**
   * Reads until {@code target} is full.
   *
   * @throws DataException if the file ends before
   */
  final void fill(MemorySegment target) {
    long size = target.byteSize();
    for (long done = 0; done < size; ) {
      ByteBuffer chunk = target.asSlice(done, Math.min(CHUNK, size - done)).asByteBuffer();
      int read = readOrFail(chunk);
      if (read < 0) {
        throw error(
            String.format(
                Locale.ROOT,
                "the file is cut short: expected at least %,d bytes%s, found %,d",
                position + size - done,
                unpacked(),
                position));
      }
      done += read;
      position += read;
    }
  }

  /**
   * Checks that nothing is left.
   *
   * @throws DataException if something is
   */
  final void end() {
    if (readOrFail(ByteBuffer.allocate(1)) >= 0) {
      throw error(
          String.format(
              Locale.ROOT, "expected %,d bytes%s, found more after them", position, unpacked()));
    }
  }

  final Path file() {
    return file;
  }

  final DataException error(String problem) {
    return new DataException(
        file.toString(), problem, "Delete the file and get it again; it may be damaged");
  }

  private int readOrFail(ByteBuffer target) {
    try {
      return read(target);
    } catch (IOException e) {
      throw new DataException(
          file.toString(), "cannot be read: " + e.getMessage(), "Check the disk, then try again");
    }
  }

  private String unpacked() {
    return this instanceof GzipSource ? " once unpacked" : "";
  }
}
