package fovea.data.download;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a system wants programs to keep what they can fetch again. */
public final class CacheFolder {

  private CacheFolder() {}

  /**
   * The user's folder for the kind of files, such as {@code data} or {@code weights}; one among the
   * temporary files for a user without a home.
   */
  public static Path ofUser(String kind) {
    return of(System.getProperty("os.name"), home(), System.getenv()).resolve(kind);
  }

  private static Path home() {
    return homeOr(System.getProperty("user.home"), System.getProperty("java.io.tmpdir"));
  }

  /** The home of the user; Java calls it "?" where the user has none, as in many containers. */
  static Path homeOr(String home, String temporary) {
    Path path = Path.of(home);
    return path.isAbsolute() ? path : Path.of(temporary).toAbsolutePath();
  }

  static Path of(String system, Path home, Map<String, String> environment) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return variable(environment, "LOCALAPPDATA")
          .orElse(home.resolve("AppData").resolve("Local"))
          .resolve("fovea");
    }
    if (name.startsWith("mac")) {
      return home.resolve("Library").resolve("Caches").resolve("fovea");
    }
    return variable(environment, "XDG_CACHE_HOME").orElse(home.resolve(".cache")).resolve("fovea");
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
