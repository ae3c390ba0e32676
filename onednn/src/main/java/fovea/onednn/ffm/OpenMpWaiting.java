package fovea.onednn.ffm;

import java.lang.foreign.Arena;

/**
 * How the threads of OpenMP wait for the next kernel: by spinning for a few microseconds, then
 * asleep. The library's own way, hundreds of thousands of rounds, is no faster on idle cores and
 * ten times slower where another process wants one: the spinning thread keeps the core from the one
 * that it waits for. What the environment says wins.
 */
final class OpenMpWaiting {
  private static final CFunction SET = CFunction.ofSystem("setenv");
  private static final String POLICY = "OMP_WAIT_POLICY";
  private static final String ROUNDS = "GOMP_SPINCOUNT";
  private static final String FEW = "300";

  private OpenMpWaiting() {}

  /** Tells libgomp, which reads its environment when it is loaded. */
  static void settle() {
    if (System.getenv(POLICY) != null || System.getenv(ROUNDS) != null) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      SET.call(arena.allocateFrom(ROUNDS).address(), arena.allocateFrom(FEW).address(), 0);
    }
  }
}
