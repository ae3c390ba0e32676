package fovea.bench;

import fovea.graph.Engine;
import java.lang.management.ManagementFactory;

/**
 * Memory in the steady state: after a warm-up of 1,000 steps, page faults, native bytes and heap
 * bytes over 1,000 steps, and the resident size over many.
 */
final class SteadyState {
  private static final int WARM_UP = 1_000;
  private static final int WATCHED = 1_000;
  private static final double STEP_RATE = 1e-4;

  private SteadyState() {}

  static void run(int steps) {
    TrainingWork work = TrainingWork.of("lenet5", 64);
    boolean _ =
        Engine.instance()
            .onEngineThread(
                () -> {
                  measure(work, steps);
                  return true;
                });
  }

  private static void measure(TrainingWork work, int steps) {
    ProcessMemory memory = new ProcessMemory();
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    repeat(work, WARM_UP);
    long faults = memory.minorFaults();
    long bytes = memory.nativeBytes();
    long heap = threads.getCurrentThreadAllocatedBytes();
    repeat(work, WATCHED);
    heap = threads.getCurrentThreadAllocatedBytes() - heap;
    bytes = memory.nativeBytes() - bytes;
    faults = memory.minorFaults() - faults;
    System.out.printf("page faults a step      %10.3f%n", (double) faults / WATCHED);
    System.out.printf("native bytes a step     %10.1f (kept)%n", (double) bytes / WATCHED);
    System.out.printf("heap bytes a step       %10.1f%n", (double) heap / WATCHED);
    long before = ProcessMemory.resident();
    long start = System.nanoTime();
    repeat(work, steps);
    double seconds = (System.nanoTime() - start) / 1e9;
    long after = ProcessMemory.resident();
    System.out.printf(
        "resident, %,d steps    %10.1f MiB > %.1f MiB (%+.2f %%)%n",
        steps, mebibytes(before), mebibytes(after), 100.0 * (after - before) / before);
    System.out.printf("a step                  %10.3f ms%n", 1e3 * seconds / steps);
  }

  private static void repeat(TrainingWork work, int steps) {
    for (int i = 0; i < steps; i++) {
      double _ = work.step().run(work.examples(), STEP_RATE);
    }
  }

  private static double mebibytes(long bytes) {
    return bytes / (double) (1 << 20);
  }
}
