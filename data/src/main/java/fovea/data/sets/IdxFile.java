package fovea.data.sets;

import fovea.data.pixels.PictureShape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;

/** Reads the IDX files of MNIST and its kin: a magic number, big-endian dimensions, bytes. */
final class IdxFile {

  private static final int PICTURES = 0x803;
  private static final int LABELS = 0x801;

  /** Bounds the memory that a hostile file can ask for; the largest known set has 814,255. */
  private static final int MAX_COUNT = 1_000_000;

  private static final ValueLayout.OfInt BIG_ENDIAN =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private IdxFile() {}

  /**
   * All pictures, {@code [n, c, h, w]}.
   *
   * @throws fovea.data.pixels.DataException if the file is damaged or holds pictures of another
   *     shape
   */
  static MemorySegment pictures(Path file, PictureShape shape) {
    try (ByteSource source = ByteSource.open(file)) {
      int[] header = header(source, PICTURES, 3);
      if (header[1] != shape.height() || header[2] != shape.width()) {
        throw source.error(
            String.format(
                Locale.ROOT,
                "expected pictures of %d × %d, found %s × %s",
                shape.height(),
                shape.width(),
                Integer.toUnsignedString(header[1]),
                Integer.toUnsignedString(header[2])));
      }
      return body(source, header[0], shape.values());
    }
  }

  /**
   * All labels.
   *
   * @throws fovea.data.pixels.DataException if the file is damaged or holds a label of no class
   */
  static int[] labels(Path file, int classes) {
    try (ByteSource source = ByteSource.open(file)) {
      int[] header = header(source, LABELS, 1);
      return labels(source, body(source, header[0], 1), classes);
    }
  }

  private static int[] header(ByteSource source, int magic, int dimensions) {
    MemorySegment header = MemorySegment.ofArray(new byte[Integer.BYTES * (1 + dimensions)]);
    source.fill(header);
    int found = header.get(BIG_ENDIAN, 0);
    if (found != magic) {
      throw source.error(
          "expected the magic number 0x%08x of an IDX file of %s, found 0x%08x"
              .formatted(magic, magic == PICTURES ? "pictures" : "labels", found));
    }
    var sizes = new int[dimensions];
    for (int i = 0; i < dimensions; i++) {
      sizes[i] = header.getAtIndex(BIG_ENDIAN, 1 + i);
    }
    return sizes;
  }

  private static MemorySegment body(ByteSource source, int count, int bytesEach) {
    long bytes = (long) count * bytesEach;
    if (count < 1 || count > MAX_COUNT || bytes > source.capacity()) {
      throw source.error(
          String.format(
              Locale.ROOT,
              "expected 1 to %,d items, and no more than fit into the file, found a claim of %s",
              MAX_COUNT,
              Integer.toUnsignedString(count)));
    }
    MemorySegment body = Arena.ofAuto().allocate(bytes);
    source.fill(body);
    source.end();
    return body;
  }

  private static int[] labels(ByteSource source, MemorySegment bytes, int classes) {
    var labels = new int[Math.toIntExact(bytes.byteSize())];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = bytes.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
      if (labels[i] >= classes) {
        throw source.error(
            String.format(
                Locale.ROOT,
                "expected labels from 0 to %d, found %d for picture %,d",
                classes - 1,
                labels[i],
                i));
      }
    }
    return labels;
  }
}
