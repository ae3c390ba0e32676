package fovea.format.torch.container;

import fovea.format.FormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Finds the files in a tar file; their data is not copied. */
public final class TarDirectory {

  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE_OFFSET = 124;
  private static final int SIZE = 12;
  private static final int MAX_ENTRIES = 100;

  private TarDirectory() {}

  /** The files by name; those that hold only further attributes of others are left out. */
  public static Map<String, MemorySegment> read(MemorySegment file) {
    var entries = new HashMap<String, MemorySegment>();
    long at = 0;
    while (at <= file.byteSize() - BLOCK && file.get(ValueLayout.JAVA_BYTE, at) != 0) {
      MemorySegment header = file.asSlice(at, BLOCK);
      long size = size(header);
      long begin = at + BLOCK;
      if (size > file.byteSize() - begin) {
        throw error(
            String.format(
                Locale.ROOT,
                "expected %,d bytes of data, found %,d",
                size,
                file.byteSize() - begin));
      }
      MemorySegment data = file.asSlice(begin, size);
      if (entries.putIfAbsent(text(header, 0, NAME), data) != null
          || entries.size() > MAX_ENTRIES) {
        throw error("expected a few entries, each once, found more");
      }
      at = begin + Math.ceilDiv(size, BLOCK) * BLOCK;
    }
    return entries;
  }

  private static long size(MemorySegment header) {
    String octal = text(header, SIZE_OFFSET, SIZE).strip();
    if (!octal.matches("[0-7]{1,12}")) {
      throw error("expected a size in octal digits, found " + FormatException.excerpt(octal));
    }
    return Long.parseLong(octal, 8);
  }

  private static String text(MemorySegment header, int offset, int length) {
    byte[] bytes = header.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private static FormatException error(String problem) {
    return new FormatException("tar file", problem, PickleSource.AGAIN);
  }
}
