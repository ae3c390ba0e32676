package fovea.bench.peers;

import fovea.bench.engine.EngineSession;
import fovea.bench.engine.Runner;
import fovea.bench.engine.Workload;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The process of one peer. */
public final class PeerMain {
  private PeerMain() {}

  /** Name of the peer, name of the work, file of the weights or of the model, the setting. */
  public static void main(String[] args) {
    Workload work = Workload.named(args[1]).orElseThrow();
    Path file = Path.of(args[2]);
    List<String> setting = Arrays.asList(args).subList(3, args.length);
    EngineSession.serve(work, () -> runner(args[0], work, file, setting));
    System.exit(0);
  }

  private static Runner runner(String peer, Workload work, Path file, List<String> setting) {
    return switch (peer) {
      case "djl" -> new TorchRunner<>(new DjlTorch(setting.contains("nhwc")), work, file);
      case "bytedeco" -> new TorchRunner<>(new LibTorch(TorchSetting.of(setting)), work, file);
      case "onnxruntime" -> new OnnxRuntime(work, file, setting);
      default -> throw new IllegalArgumentException("no peer is called " + peer);
    };
  }
}
