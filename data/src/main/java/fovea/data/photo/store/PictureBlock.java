package fovea.data.photo.store;

import fovea.data.pixels.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Room for decoded pictures: memory, or where they are many a mapped file that has no name. */
public final class PictureBlock {

  private PictureBlock() {}

  /** Half of what Java may use, which by default is an eighth of the machine's memory. */
  public static long memoryLimit() {
    return Runtime.getRuntime().maxMemory() / 2;
  }

  /**
   * Checks that there will be room.
   *
   * @throws DataException if there is no memory for it and no room for a file
   */
  public static void requireRoom(long bytes, long memoryLimit) {
    if (bytes <= memoryLimit) {
      return;
    }
    try {
      Path folder = Path.of(System.getProperty("java.io.tmpdir"));
      long room = Files.getFileStore(folder).getUsableSpace();
      if (room < bytes) {
        throw new DataException(
            folder.toString(),
            String.format(
                Locale.ROOT,
                "expected %,d MB for the decoded photos, found %,d MB free",
                bytes >> 20,
                room >> 20),
            "Make room, name another folder by -Djava.io.tmpdir, or use fewer photos");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no room for decoded photos", e);
    }
  }

  public static MemorySegment allocate(long bytes, long memoryLimit) {
    if (bytes <= memoryLimit) {
      return Arena.ofAuto().allocate(bytes);
    }
    try {
      requireRoom(bytes, memoryLimit);
      Path file = Files.createTempFile("fovea-photos-", ".bytes");
      try (var channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE)) {
        return channel.map(MapMode.READ_WRITE, 0, bytes, Arena.ofAuto());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no room for decoded photos", e);
    }
  }
}
