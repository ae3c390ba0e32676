package fovea.graph.spi;

import fovea.graph.type.Device;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What runs programs on a device; found as a service. */
public interface Backend {

  /** Name as printed, such as {@code oneDNN 3.11}. */
  String name();

  /** The device that it runs. */
  Device device();

  /** Why it cannot be used on this machine; empty if it can. */
  Optional<String> obstacle();

  /** The fusions that it has kernels for. */
  Set<Fusion> fusions();

  /**
   * Whether a step, some of whose tensors are bf16, has a kernel here that is worth it; if not, the
   * step stays in f32. On the engine thread only.
   */
  boolean prefersBf16(Step step);

  /** Chooses kernels and layouts for the program as a whole. */
  Lowered lower(Program program);

  /** Instruction set and threads, for people; on the engine thread only. */
  String details();

  /**
   * What it has measured on this machine and decided by that, by subject, for people; on the engine
   * thread only.
   */
  Map<String, String> decisions();

  /**
   * Threads for kernels: both for those of plans that are lowered from now on and for those that
   * run from now on; at least 1, on the engine thread only. A plan runs with as many threads as it
   * was lowered for.
   */
  void setThreads(int count);

  /** How many threads kernels have; on the engine thread only. */
  int threads();
}
