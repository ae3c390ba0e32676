package fovea.format;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Maps whole files for the readers of this module, of any size, read-only. */
public final class MappedFile {

  private MappedFile() {}

  /** Whether {@code bytes} have {@code magic} at {@code offset}, by which files are told apart. */
  public static boolean has(MemorySegment bytes, byte[] magic, long offset) {
    return bytes.byteSize() >= offset + magic.length
        && bytes.asSlice(offset, magic.length).mismatch(MemorySegment.ofArray(magic)) == -1;
  }

  /**
   * The bytes of a file, valid as long as {@code arena} is open.
   *
   * @param kind what the file should be, with its article: {@code "a safetensors file"}
   * @throws FormatException if the file is absent, a folder, or cannot be read; or if it is empty,
   *     a pointer of Git LFS, a web page or a server's answer, which is named
   */
  public static MemorySegment map(Path file, String kind, Arena arena) {
    String where = file.toString();
    if (Files.isDirectory(file)) {
      throw new FormatException(
          where, "expected " + kind + ", found a folder", "Name a file in it");
    }
    try (var channel = FileChannel.open(file)) {
      MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      FileContent.mistake(bytes)
          .ifPresent(
              mistake -> {
                throw new FormatException(
                    where, "expected " + kind + ", found " + mistake.found(), mistake.remedy());
              });
      return bytes;
    } catch (NoSuchFileException e) {
      throw new FormatException(where, "expected " + kind + ", found none", "Check the path");
    } catch (IOException e) {
      throw new FormatException(
          where, "cannot be read: " + e.getMessage(), "Check the path and its permissions");
    }
  }
}
