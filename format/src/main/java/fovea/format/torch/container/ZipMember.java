package fovea.format.torch.container;

import fovea.format.FormatException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * One file in a zip file.
 *
 * @param method 0 for plain data, 8 for deflated; others are refused when the entry is read
 * @param header where the entry begins in the file
 * @param data as it lies in the file
 * @param begin where {@code data} begins in the file
 * @param plain size of the content as the table of contents claims it
 */
public record ZipMember(
    String name, int method, long header, MemorySegment data, long begin, long plain) {

  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /** Deflate packs no better than this. */
  private static final long MAX_RATIO = 1032;

  private static final int CHUNK = 1 << 16;

  /**
   * The content: a view of the file where it is not compressed.
   *
   * @param inflated what may be unpacked
   */
  public MemorySegment content(Budget inflated) {
    return switch (method) {
      case STORED -> stored();
      case DEFLATED -> inflate(inflated);
      default ->
          throw error(
              "expected plain or deflated data, found method " + method,
              "Save the file again with torch.save");
    };
  }

  private MemorySegment stored() {
    if (plain != data.byteSize()) {
      throw error(
          String.format(Locale.ROOT, "expected %,d bytes, found %,d", plain, data.byteSize()),
          PickleSource.AGAIN);
    }
    return data;
  }

  private MemorySegment inflate(Budget inflated) {
    if (plain / MAX_RATIO > data.byteSize() || plain > Integer.MAX_VALUE - 8) {
      throw error(
          String.format(
              Locale.ROOT,
              "expected what %,d bytes can hold, found a claim of %,d",
              data.byteSize(),
              plain),
          PickleSource.AGAIN);
    }
    inflated.spend(plain);
    var content = new byte[(int) plain];
    try (var inflater = new ClosingInflater()) {
      inflater.run(data, content);
    } catch (DataFormatException e) {
      throw error("cannot be unpacked: " + e.getMessage(), PickleSource.AGAIN);
    }
    return MemorySegment.ofArray(content);
  }

  private FormatException error(String problem, String remedy) {
    return new FormatException("entry " + FormatException.excerpt(name), problem, remedy);
  }

  /** Unpacks a chunk after the other; more content than was claimed is an error. */
  private static final class ClosingInflater implements AutoCloseable {

    private final Inflater inflater = new Inflater(true);

    void run(MemorySegment data, byte[] content) throws DataFormatException {
      int done = 0;
      long taken = 0;
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          long next = Math.min(CHUNK, data.byteSize() - taken);
          if (next == 0) {
            throw new DataFormatException("the data ends too early");
          }
          inflater.setInput(data.asSlice(taken, next).asByteBuffer());
          taken += next;
        }
        ByteBuffer rest = ByteBuffer.wrap(content, done, content.length - done);
        if (!rest.hasRemaining()) {
          rest = ByteBuffer.allocate(1);
          if (inflater.inflate(rest) > 0) {
            throw new DataFormatException("there is more than claimed");
          }
        } else {
          done += inflater.inflate(rest);
        }
        if (inflater.needsDictionary()) {
          throw new DataFormatException("it asks for a dictionary");
        }
      }
      if (done != content.length) {
        throw new DataFormatException(
            String.format(Locale.ROOT, "expected %,d bytes, found %,d", content.length, done));
      }
    }

    @Override
    public void close() {
      inflater.end();
    }
  }
}
