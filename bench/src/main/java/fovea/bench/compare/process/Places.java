package fovea.bench.compare.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where things are.
 *
 * @param bench the folder of this module
 */
public record Places(Path bench) {

  /** As {@code bench/compare} says. */
  public static Places ofProcess() {
    return new Places(Path.of(System.getProperty("fovea.bench", "bench")).toAbsolutePath());
  }

  /** The program that measures the machine. */
  public Path yardstick() {
    return bench.resolve("yardstick");
  }

  /** Where peers unpack their native libraries. */
  Path cache() {
    return peers().resolve("cache");
  }

  /** The class path of a peer's process. */
  String classPath(Peer peer) {
    return String.join(
        ":",
        bench.resolve("target/classes").toString(),
        peers().resolve("classes").toString(),
        libraries(peer) + "/*");
  }

  /** Why a peer cannot be started, if it cannot. */
  public Optional<String> missing(Peer peer) {
    return Files.isDirectory(libraries(peer))
        ? Optional.empty()
        : Optional.of("its libraries are not in " + libraries(peer));
  }

  private Path libraries(Peer peer) {
    return peers().resolve(peer.word());
  }

  private Path peers() {
    return bench.resolve("peers/target");
  }
}
