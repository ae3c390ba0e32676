package fovea.format.onnx;

import fovea.format.FormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Whole files as memory. */
final class Mapped {
  private Mapped() {}

  /** A read-only view of {@code file}. */
  static MemorySegment file(Path file, Arena arena) {
    if (Files.isDirectory(file)) {
      throw error(file, "expected an ONNX file, found a folder", "Name a file in it");
    }
    try (var channel = FileChannel.open(file)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (NoSuchFileException e) {
      throw error(file, "expected an ONNX file, found none", "Check the path");
    } catch (IOException e) {
      throw error(file, "cannot be read: " + e.getMessage(), "Check the path and its permissions");
    }
  }

  private static FormatException error(Path file, String problem, String remedy) {
    return new FormatException(file.toString(), problem, remedy);
  }
}
