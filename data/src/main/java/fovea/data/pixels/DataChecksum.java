package fovea.data.pixels;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.CRC32C;

/** CRC-32C of pictures and numbers, in hexadecimal digits. */
public final class DataChecksum {
  private static final long BLOCK = 1L << 30;

  private DataChecksum() {}

  /** That of the bytes of pictures and of their labels. */
  public static String of(MemorySegment pictures, int[] labels) {
    var sum = new CRC32C();
    for (long from = 0; from < pictures.byteSize(); from += BLOCK) {
      long size = Math.min(BLOCK, pictures.byteSize() - from);
      sum.update(pictures.asSlice(from, size).asByteBuffer());
    }
    ByteBuffer numbers = ByteBuffer.allocate(labels.length * Integer.BYTES);
    numbers.asIntBuffer().put(labels);
    sum.update(numbers);
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }

  /** That of the bytes of a picture. */
  public static String of(Picture picture) {
    return of(MemorySegment.ofArray(picture.pixels()), new int[0]);
  }

  /** That of numbers. */
  public static String of(int[] numbers) {
    return of(MemorySegment.NULL, numbers);
  }
}
