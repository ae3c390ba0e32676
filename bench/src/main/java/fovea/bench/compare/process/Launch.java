package fovea.bench.compare.process;

import fovea.bench.engine.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the process of an engine is started.
 *
 * @param engine for the reader
 * @param command with all arguments
 * @param environment besides this process's own, of which OpenMP's variables are left out if {@code
 *     ownOpenMp}
 * @param ownOpenMp whether the engine's setting says how OpenMP works
 */
public record Launch(
    String engine, List<String> command, Map<String, String> environment, boolean ownOpenMp) {

  /**
   * A peer as it takes part.
   *
   * @param peer which one
   * @param setting how it is used
   * @param file of its weights, or of its model
   */
  public record Entry(Peer peer, Setting setting, Path file) {}

  /** The JVM as the launcher starts it; what follows says which classes. */
  static final List<String> JVM =
      List.of(
          "-Xlog:disable",
          "-XX:+DisplayVMOutputToStderr",
          "-XX:+UseSerialGC",
          "-Xms32m",
          "-XX:-UsePerfData",
          "-Djava.awt.headless=true");

  /** Fovea, with what the environment says about OpenMP, as for its users. */
  public static Launch fovea(Workload work) {
    List<String> command = java(System.getProperty("java.class.path"));
    command.addAll(List.of("fovea.bench.engine.FoveaRunner", work.name()));
    return new Launch("fovea", command, Map.of(), false);
  }

  /** A peer with the weights, or the model, of a file. */
  public static Launch peer(Entry entry, Workload work, Places places) {
    List<String> command = java(places.classPath(entry.peer));
    command.addAll(
        List.of(
            "-XX:ErrorFile=" + places.cache().resolve("crash-%p.log"),
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true",
            "-DDJL_CACHE_DIR=" + places.cache(),
            "-DENGINE_CACHE_DIR=" + places.cache(),
            "-Dorg.bytedeco.javacpp.cachedir=" + places.cache(),
            "fovea.bench.peers.PeerMain",
            entry.peer.word(),
            work.name(),
            entry.file.toString()));
    command.addAll(entry.setting.arguments());
    return new Launch(entry.peer.word(), command, entry.setting.environment(), true);
  }

  private static List<String> java(String classPath) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath));
    return command;
  }
}
