package fovea.bench.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where things are.
 *
 * @param bench the folder of this module
 * @param shared the folder of data that is no part of the project
 */
record Places(Path bench, Path shared) {

  /** As {@code bench/compare} and the environment variable {@code FOVEA_SHARED} say. */
  static Places ofProcess() {
    Path bench = Path.of(System.getProperty("fovea.bench", "bench")).toAbsolutePath();
    Path shared =
        Optional.ofNullable(System.getenv("FOVEA_SHARED"))
            .map(Path::of)
            .orElse(bench.resolve("../../shared").normalize());
    return new Places(bench, shared);
  }

  /** The program that measures the machine. */
  Path yardstick() {
    return bench.resolve("yardstick");
  }

  /** The only model of ONNX Runtime. */
  Path onnxModel() {
    return shared.resolve("onnx-node-tests/light/light_resnet50.onnx");
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
  Optional<String> missing(Peer peer) {
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
