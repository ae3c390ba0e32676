package fovea.onednn.ffm.system;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The library files of oneDNN: found as resources {@code org/bytedeco/dnnl/<platform>/…} on the
 * class path or the module path, unpacked once into a cache folder, loaded at first use. Where they
 * cannot be had, {@link #unavailable()} says why and nothing throws.
 */
public final class NativeLibrary {
  private static final String PACKAGE = "org/bytedeco/dnnl/";
  private static final String MODULE = "org.bytedeco.dnnl.";
  private static final String VERSION_FILE = "META-INF/maven/org.bytedeco/dnnl/pom.properties";
  private static final String OPENMP = "libgomp.so.1";
  private static final String ONEDNN = "libdnnl.so.3";

  private NativeLibrary() {}

  /**
   * Returns why oneDNN cannot be used here, in one sentence; empty if it can. Loads the library at
   * the first call.
   */
  public static Optional<String> unavailable() {
    return switch (Loading.OUTCOME) {
      case Loaded _ -> Optional.empty();
      case Missing(String reason) -> Optional.of(reason);
    };
  }

  /**
   * Returns the version of the natives, such as {@code 3.11-1.5.13}; {@code none} if there are
   * none.
   */
  public static String version() {
    return Loading.OUTCOME instanceof Loaded loaded ? loaded.version() : "none";
  }

  /**
   * Returns where the files in use lie; empty if there are none or if they were loaded from a
   * passing folder.
   */
  public static Optional<Path> folder() {
    return Loading.OUTCOME instanceof Loaded loaded
        ? Optional.of(loaded.folder()).filter(Files::isDirectory)
        : Optional.empty();
  }

  /**
   * The symbols of oneDNN and of the OpenMP library that it runs on. Both are looked up through
   * oneDNN's handle, so that a second libgomp in the process can never be taken for the one that
   * runs the kernels.
   */
  static SymbolLookup symbols() {
    return switch (Loading.OUTCOME) {
      case Loaded loaded -> loaded.symbols();
      case Missing(String reason) -> throw new IllegalStateException(reason);
    };
  }

  private sealed interface Outcome {}

  private record Loaded(SymbolLookup symbols, Path folder, String version) implements Outcome {}

  private record Missing(String reason) implements Outcome {}

  /** Loads when first touched, once. */
  private static final class Loading {
    static final Outcome OUTCOME = load();
  }

  private static Outcome load() {
    Optional<String> platform = platform();
    if (platform.isEmpty()) {
      return new Missing(
          "oneDNN is used on Linux (x86_64, aarch64) only, and this is %s on %s."
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }
    String directory = PACKAGE + platform.get() + "/";
    URL openMp = resource(directory + OPENMP, platform.get());
    URL oneDnn = resource(directory + ONEDNN, platform.get());
    if (openMp == null || oneDnn == null) {
      return new Missing(
          "%s is neither on the class path nor on the module path: add the jar org.bytedeco:dnnl with classifier %s."
              .formatted(directory + (oneDnn == null ? ONEDNN : OPENMP), platform.get()));
    }
    try {
      String version = readVersion(platform.get());
      List<NativeCache.Entry> files =
          List.of(NativeCache.Entry.of(OPENMP, openMp), NativeCache.Entry.of(ONEDNN, oneDnn));
      return open(files, version, platform.get());
    } catch (IOException | RuntimeException e) {
      return new Missing("oneDNN's library could not be loaded from %s: %s".formatted(oneDnn, e));
    }
  }

  /**
   * Loads from the cache; where that cannot be written, or not be executed from, from a temporary
   * folder.
   */
  private static Outcome open(List<NativeCache.Entry> files, String version, String platform) {
    String first;
    Path folder = NativeCache.root().resolve("natives").resolve(version + "-" + platform);
    try {
      NativeCache.unpack(files, folder);
      return open(folder, version);
    } catch (IOException | IllegalArgumentException e) {
      first = describe(e);
    }
    try {
      Path passing = Files.createTempDirectory("fovea-natives-");
      try {
        NativeCache.unpack(files, passing);
        return open(passing, version);
      } finally {
        NativeCache.delete(passing); // what is mapped stays mapped
      }
    } catch (IOException | IllegalArgumentException e) {
      return new Missing(
          "oneDNN's library could be loaded neither from %s (%s) nor from a temporary folder (%s). Set FOVEA_CACHE to a folder with 100 MB of room that allows execution."
              .formatted(folder, first, describe(e)));
    }
  }

  private static Outcome open(Path folder, String version) {
    OpenMpWaiting.settle();
    SymbolLookup.libraryLookup(folder.resolve(OPENMP), Arena.global());
    SymbolLookup symbols = SymbolLookup.libraryLookup(folder.resolve(ONEDNN), Arena.global());
    return new Loaded(symbols, folder, version);
  }

  private static String describe(Exception e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof IOException ? e.getClass().getSimpleName() + ": " + message : message;
  }

  private static Optional<String> platform() {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")) {
      return Optional.empty();
    }
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> Optional.of("linux-x86_64");
      case "aarch64" -> Optional.of("linux-arm64");
      default -> Optional.empty();
    };
  }

  /**
   * Looks where this class comes from first, then on the class path, which a module on the module
   * path has beside it, then in the module that the jar of a platform is on the module path.
   */
  private static @Nullable URL resource(String name, String platform) {
    ClassLoader own = NativeLibrary.class.getClassLoader();
    URL found = own == null ? null : own.getResource(name);
    if (found == null) {
      found = ClassLoader.getSystemResource(name);
    }
    String module = MODULE + platform.replace('-', '.');
    return found != null ? found : ModulePath.ofThisProcess().resource(module, name).orElse(null);
  }

  private static String readVersion(String platform) throws IOException {
    URL file = resource(VERSION_FILE, platform);
    if (file == null) {
      return "unknown";
    }
    var properties = new Properties();
    try (InputStream in = file.openStream()) {
      properties.load(in);
    }
    return properties.getProperty("version", "unknown");
  }
}
