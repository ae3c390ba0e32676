package fovea.onednn.ffm.system;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Resources of modules that lie on the module path but are not part of the running program. The jar
 * of oneDNN's library files is one: nothing requires it, and what it requires itself is not there.
 * No class loader finds what is in such a module.
 *
 * @param path folders and jars, separated as the system does
 */
record ModulePath(String path) {

  /** The module path that this process was started with. */
  static ModulePath ofThisProcess() {
    return new ModulePath(System.getProperty("jdk.module.path", ""));
  }

  /** Returns where {@code resource} lies in {@code module}; empty if either is not there. */
  Optional<URL> resource(String module, String resource) {
    try {
      Optional<ModuleReference> found = finder().find(module);
      return found.isEmpty() ? Optional.empty() : resource(found.get(), resource);
    } catch (IOException | UncheckedIOException | FindException e) {
      return Optional.empty();
    }
  }

  private ModuleFinder finder() {
    String separator = Pattern.quote(File.pathSeparator);
    return ModuleFinder.of(
        Pattern.compile(separator)
            .splitAsStream(path)
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .toArray(Path[]::new));
  }

  private static Optional<URL> resource(ModuleReference module, String name) throws IOException {
    try (ModuleReader reader = module.open()) {
      Optional<URI> found = reader.find(name);
      return found.isEmpty() ? Optional.empty() : Optional.of(found.get().toURL());
    }
  }
}
