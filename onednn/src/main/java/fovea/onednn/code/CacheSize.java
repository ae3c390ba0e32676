package fovea.onednn.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much the largest cache of this machine holds. */
public final class CacheSize {
  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");
  private static final int MOST_CACHES = 8;
  private static final long BYTES = read();

  private CacheSize() {}

  /** Bytes; {@link Long#MAX_VALUE} where the system does not say. */
  public static long bytes() {
    return BYTES;
  }

  private static long read() {
    long largest = 0;
    for (int i = 0; i < MOST_CACHES; i++) {
      Path size = CACHES.resolve("index" + i).resolve("size");
      try {
        largest = Math.max(largest, Files.exists(size) ? parse(Files.readString(size)) : 0);
      } catch (IOException e) {
        break;
      }
    }
    return largest == 0 ? Long.MAX_VALUE : largest;
  }

  /** A number of kilobytes, as in {@code 32768K}; 0 if it is something else. */
  static long parse(String size) {
    String line = size.strip();
    return line.matches("\\d{1,9}K") ? Long.parseLong(line.replace("K", "")) << 10 : 0;
  }
}
