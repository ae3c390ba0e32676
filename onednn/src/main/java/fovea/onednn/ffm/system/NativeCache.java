package fovea.onednn.ffm.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Unpacks library files into a folder that later starts use again. Each file appears under its name
 * only when it is complete, so that two processes may unpack at once and an interrupted one leaves
 * nothing that could be loaded.
 */
final class NativeCache {
  private static final Path NOWHERE = Path.of("/dev/null");

  private NativeCache() {}

  /** A file to unpack: its name, where it is read from, and its size in bytes. */
  record Entry(String name, URL source, long size) {
    static Entry of(String name, URL source) throws IOException {
      URLConnection connection = source.openConnection();
      return new Entry(name, source, connection.getContentLengthLong());
    }
  }

  /**
   * Returns the folder of everything that can be fetched or made again: {@code fovea.cache} (system
   * property), else {@code FOVEA_CACHE}, else {@code fovea} in {@code XDG_CACHE_HOME}, else {@code
   * ~/.cache/fovea}.
   */
  static Path root() {
    String property = System.getProperty("fovea.cache", "");
    if (!property.isBlank()) {
      return Path.of(property);
    }
    String own = environment("FOVEA_CACHE");
    if (!own.isBlank()) {
      return Path.of(own);
    }
    Path shared = Path.of(environment("XDG_CACHE_HOME"));
    // The XDG specification asks to ignore relative paths.
    Path base = shared.isAbsolute() ? shared : home().resolve(".cache");
    return base.resolve("fovea");
  }

  /**
   * The home of the user. Where there is none, Java calls it "?", which must not become a folder
   * here; a place that nobody can write to stands for it.
   */
  private static Path home() {
    Path home = Path.of(System.getProperty("user.home"));
    return home.isAbsolute() ? home : NOWHERE;
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    return value == null ? "" : value;
  }

  /** Makes sure that {@code folder} holds all of {@code files}, complete. */
  static void unpack(List<Entry> files, Path folder) throws IOException {
    for (Entry file : files) {
      Path target = folder.resolve(file.name());
      if (!isComplete(target, file)) {
        unpack(file, target);
      }
    }
  }

  private static boolean isComplete(Path target, Entry file) throws IOException {
    return Files.isRegularFile(target) && Files.size(target) == file.size();
  }

  private static void unpack(Entry file, Path target) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    Path part = target.resolveSibling("." + file.name() + "." + UUID.randomUUID() + ".part");
    try {
      write(file, part);
      if (!isComplete(part, file)) {
        throw new IOException(
            String.format(
                Locale.ROOT, "%s has %d bytes, expected %d", part, Files.size(part), file.size()));
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void write(Entry file, Path part) throws IOException {
    try (InputStream in = file.source().openStream();
        FileChannel channel =
            FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      in.transferTo(Channels.newOutputStream(channel));
      channel.force(true); // the size must not be believed after a power cut that lost the content
    }
  }

  /** Deletes a folder of files; what cannot be deleted stays. */
  static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException | UncheckedIOException e) {
      // A temporary folder: the system clears it.
    }
  }
}
