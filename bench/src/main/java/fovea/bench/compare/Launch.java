package fovea.bench.compare;

import fovea.bench.engine.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the process of an engine is started.
 *
 * @param engine for the reader
 * @param command with all arguments
 * @param environment besides this process's own, of which OpenMP's variables are left out if {@code
 *     ownOpenMp}
 * @param ownOpenMp whether the engine's setting says how OpenMP works
 */
record Launch(
    String engine, List<String> command, Map<String, String> environment, boolean ownOpenMp) {

  /** The JVM as the launcher starts it; what follows says which classes. */
  static final List<String> JVM =
      List.of(
          "-Xlog:disable",
          "-XX:+UseSerialGC",
          "-Xms32m",
          "-XX:-UsePerfData",
          "-Djava.awt.headless=true");

  /** Fovea, with what the environment says about OpenMP, as for its users. */
  static Launch fovea(Workload work) {
    List<String> command = java(System.getProperty("java.class.path"));
    command.addAll(List.of("fovea.bench.engine.FoveaRunner", work.name()));
    return new Launch("fovea", command, Map.of(), false);
  }

  /** A peer with the weights, or the model, of a file. */
  static Launch peer(Peer peer, Setting setting, Workload work, Path file) {
    Path peers = Path.of(System.getProperty("fovea.bench.peers"));
    String own = Path.of(System.getProperty("fovea.bench.classes")).toString();
    String classPath =
        String.join(
            ":", own, peers.resolve("classes").toString(), peers.resolve(peer.word()) + "/*");
    List<String> command = java(classPath);
    command.addAll(peerOptions(peers));
    command.addAll(List.of("fovea.bench.peers.Main", peer.word(), work.name(), file.toString()));
    command.addAll(setting.arguments());
    return new Launch(peer.word(), command, setting.environment(), true);
  }

  /** Why a peer cannot be started, if it cannot. */
  static Optional<String> missing(Peer peer) {
    Path folder = Path.of(System.getProperty("fovea.bench.peers", "")).resolve(peer.word());
    return java.nio.file.Files.isDirectory(folder)
        ? Optional.empty()
        : Optional.of("its libraries are not in " + folder);
  }

  private static List<String> peerOptions(Path peers) {
    return List.of(
        "-Dai.djl.offline=true",
        "-DOPT_OUT_TRACKING=true",
        "-DDJL_CACHE_DIR=" + peers.resolve("cache"),
        "-DENGINE_CACHE_DIR=" + peers.resolve("cache"),
        "-Dorg.bytedeco.javacpp.cachedir=" + peers.resolve("cache"));
  }

  private static List<String> java(String classPath) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath));
    return command;
  }
}
