package fovea.data.split;

import java.io.File;
import java.nio.file.Path;

/** How a file below a folder is called, on every system alike. */
public final class RelativeName {

  private RelativeName() {}

  /**
   * The path of a file from a folder on, with slashes; the absolute path of one that is not below
   * it.
   */
  public static String of(Path folder, Path file) {
    Path name =
        file.startsWith(folder) ? folder.relativize(file) : file.toAbsolutePath().normalize();
    return withSlashes(name);
  }

  static String withSlashes(Path path) {
    return path.toString().replace(File.separatorChar, '/');
  }
}
