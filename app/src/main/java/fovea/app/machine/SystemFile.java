package fovea.app.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small text files in which the kernel describes the machine. */
final class SystemFile {

  private SystemFile() {}

  /** The text of a file, empty where the system has no such file. */
  static String read(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException _) {
      return "";
    }
  }
}
