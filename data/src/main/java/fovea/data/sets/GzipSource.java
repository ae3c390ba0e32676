package fovea.data.sets;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A gzipped file (RFC 1952) of one member, checked to its last byte: Java's own stream would let
 * garbage after the end pass.
 */
final class GzipSource extends ByteSource {

  /** Deflate cannot do better than this many bytes for one. */
  private static final int BEST_RATIO = 1_032;

  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int MAGIC = 0x8B1F;
  private static final int DEFLATE = 8;
  private static final int HAS_CHECKSUM = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  private final Arena arena = Arena.ofConfined();
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final ByteBuffer packed;

  GzipSource(Path file) throws IOException {
    super(file);
    try (var channel = FileChannel.open(file)) {
      packed =
          channel
              .map(MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE), arena)
              .asByteBuffer()
              .order(ByteOrder.LITTLE_ENDIAN);
      skipHeader();
      inflater.setInput(packed);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  long capacity() {
    return (long) packed.limit() * BEST_RATIO;
  }

  @Override
  int read(ByteBuffer target) {
    ByteBuffer written = target.duplicate();
    int count = inflate(target);
    if (count == 0) {
      checkTrailer();
      return -1;
    }
    checksum.update(written.limit(written.position() + count));
    return count;
  }

  @Override
  public void close() {
    inflater.end();
    arena.close();
  }

  private int inflate(ByteBuffer target) {
    try {
      int count = inflater.inflate(target);
      if (count == 0 && !inflater.finished()) {
        throw error(
            String.format(
                Locale.ROOT,
                "the gzip data is cut short or damaged: expected more than its %,d bytes",
                packed.limit()));
      }
      return count;
    } catch (DataFormatException e) {
      throw error("the gzip data is damaged (%s)".formatted(e.getMessage()));
    }
  }

  private void checkTrailer() {
    if (packed.remaining() != TRAILER) {
      throw error(
          String.format(
              Locale.ROOT,
              "expected the gzip data to end with %d bytes of checks, found %,d",
              TRAILER,
              packed.remaining()));
    }
    int expected = packed.getInt(packed.position());
    int found = (int) checksum.getValue();
    if (expected != found) {
      throw error(
          "the gzip data is damaged: expected the check sum %08x, found %08x"
              .formatted(expected, found));
    }
  }

  private void skipHeader() {
    if (packed.limit() < HEADER + TRAILER
        || Short.toUnsignedInt(packed.getShort(0)) != MAGIC
        || packed.get(2) != DEFLATE) {
      throw error("expected gzip data, found something else");
    }
    int flags = packed.get(3);
    packed.position(HEADER);
    if ((flags & HAS_EXTRA) != 0) {
      skip(Short.toUnsignedInt(packed.getShort(HEADER)) + Short.BYTES);
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_CHECKSUM) != 0) {
      skip(Short.BYTES);
    }
  }

  private void skip(int bytes) {
    if (bytes > packed.remaining()) {
      throw error("the gzip data is cut short in its header");
    }
    packed.position(packed.position() + bytes);
  }

  private void skipText() {
    while (packed.hasRemaining() && packed.get() != 0) {
      // The terminating zero ends it.
    }
  }
}
