package fovea.bench.compare.process;

import fovea.bench.engine.Workload;
import fovea.bench.engine.Workload.Arithmetic;
import fovea.bench.engine.Workload.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A library that Fovea is compared with. */
public enum Peer {
  /** The official build of PyTorch, from Java by DJL. */
  DJL("PyTorch 2.7.1 by ai.djl.pytorch 0.35.1"),
  /** PyTorch's interface for C++, from Java by JavaCPP. */
  BYTEDECO("PyTorch 2.10.0 by org.bytedeco 1.5.13"),
  /** Inference of a model file. */
  ONNXRUNTIME("ONNX Runtime 1.29.0");

  private final String description;

  Peer(String description) {
    this.description = description;
  }

  /** What it is, with versions. */
  public String description() {
    return description;
  }

  /** Its name on the command line, and the folder of its libraries. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The peer of that name. */
  public static Optional<Peer> named(String word) {
    return List.of(values()).stream().filter(peer -> peer.word().equals(word)).findFirst();
  }

  /** Whether it can do the work. */
  public boolean does(Workload work) {
    return switch (this) {
      // Its native code knows no bf16.
      case DJL -> work.arithmetic() == Arithmetic.F32;
      case BYTEDECO -> true;
      case ONNXRUNTIME -> !work.trains() && work.arithmetic() == Arithmetic.F32;
    };
  }

  /** Whether it takes a whole network from a file, and not only the weights. */
  public boolean takesModel() {
    return this == ONNXRUNTIME;
  }

  /** The kinds of choices for a work; of each the first is where a search starts. */
  public List<List<Choice>> choices(Workload work) {
    return switch (this) {
      case DJL, BYTEDECO -> torch(work);
      case ONNXRUNTIME ->
          List.of(
              List.of(Choice.argument("2 threads", "2"), Choice.argument("1 thread", "1")),
              List.of(
                  Choice.argument("spinning", "spinning"),
                  Choice.argument("not spinning", "waiting")));
    };
  }

  private List<List<Choice>> torch(Workload work) {
    List<List<Choice>> kinds = new ArrayList<>();
    if (work.arithmetic() == Arithmetic.BF16) {
      kinds.add(
          List.of(
              Choice.argument("all in bf16", "bfloat16"),
              Choice.argument("autocast to bf16", "autocast")));
    }
    // Its OpenBLAS has threads of its own, which get into the way of OpenMP's.
    kinds.add(
        this == BYTEDECO
            ? List.of(threads(2, 1), threads(2), threads(1))
            : List.of(threads(2), threads(1)));
    if (work.network() != Network.MLP) {
      kinds.add(List.of(Choice.argument("NHWC", "nhwc"), Choice.argument("NCHW", "nchw")));
    }
    kinds.add(
        List.of(
            waiting("GOMP_SPINCOUNT=2000", Map.of("GOMP_SPINCOUNT", "2000")),
            waiting("OMP_WAIT_POLICY=active", Map.of("OMP_WAIT_POLICY", "active")),
            waiting("OMP_WAIT_POLICY=passive", Map.of("OMP_WAIT_POLICY", "passive"))));
    return kinds;
  }

  private static Choice threads(int count) {
    String label = count + (count == 1 ? " thread" : " threads");
    return new Choice(label, Map.of("OMP_NUM_THREADS", Integer.toString(count)), List.of());
  }

  private static Choice threads(int count, int inOpenBlas) {
    Choice threads = threads(count);
    return new Choice(
        threads.label() + " (OpenBLAS " + inOpenBlas + ")",
        Map.of(
            "OMP_NUM_THREADS",
            Integer.toString(count),
            "OPENBLAS_NUM_THREADS",
            Integer.toString(inOpenBlas)),
        List.of());
  }

  private static Choice waiting(String label, Map<String, String> environment) {
    return new Choice(label, environment, List.of());
  }
}
