package fovea.data.sets;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a system wants programs to keep what they can fetch again. */
final class CacheFolder {

  private CacheFolder() {}

  static Path ofUser() {
    return of(
        System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
  }

  static Path of(String system, Path home, Map<String, String> environment) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return variable(environment, "LOCALAPPDATA")
          .orElse(home.resolve("AppData").resolve("Local"))
          .resolve("fovea")
          .resolve("data");
    }
    if (name.startsWith("mac")) {
      return home.resolve("Library").resolve("Caches").resolve("fovea").resolve("data");
    }
    return variable(environment, "XDG_CACHE_HOME")
        .orElse(home.resolve(".cache"))
        .resolve("fovea")
        .resolve("data");
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
