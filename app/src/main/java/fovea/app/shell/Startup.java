package fovea.app.shell;

import java.util.List;

/** What every shell has before the first line that is typed. */
final class Startup {

  /** Modules whose public types are known without an import of their own. */
  static final List<String> MODULES = List.of("fovea", "fovea.csv");

  private static final List<String> IMPORTS =
      List.of(
          "import module java.base;",
          "import module fovea;",
          "import module fovea.csv;",
          "import java.awt.image.BufferedImage;",
          "import javax.imageio.ImageIO;",
          "import static fovea.app.shell.Show.show;");

  private Startup() {}

  /** The imports, a line each. */
  static List<String> imports() {
    return IMPORTS;
  }

  /** What the compiler of the shell must know to find the modules that this process runs. */
  static List<String> compilerOptions() {
    return List.of(
        "--module-path",
        System.getProperty("jdk.module.path", ""),
        "--add-modules",
        String.join(",", MODULES) + ",fovea.app");
  }
}
