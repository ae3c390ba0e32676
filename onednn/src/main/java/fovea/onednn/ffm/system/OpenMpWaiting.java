package fovea.onednn.ffm.system;

import java.lang.foreign.Arena;

/**
 * How the threads of OpenMP wait for the next kernel: by spinning for a while, then asleep. How
 * long follows from what a wake-up costs on this machine, measured once and noted, since libgomp
 * reads the number only when it is loaded. What the environment says wins.
 */
public final class OpenMpWaiting {
  private static final CFunction SET = CFunction.ofSystem("setenv");
  private static final String POLICY = "OMP_WAIT_POLICY";
  private static final String ROUNDS = "GOMP_SPINCOUNT";

  private static volatile String reason = "not settled: the library is not loaded";

  private OpenMpWaiting() {}

  /** How the threads wait, and why; for people. */
  public static String reason() {
    return reason;
  }

  /** Tells libgomp, which reads its environment when it is loaded. */
  static void settle() {
    for (String variable : new String[] {POLICY, ROUNDS}) {
      String value = System.getenv(variable);
      if (value != null) {
        reason = "as the environment says: " + variable + "=" + value;
        return;
      }
    }
    Spinning spinning = Spinning.by(costs(WaitingNotes.ofThisMachine()));
    try (Arena arena = Arena.ofConfined()) {
      String rounds = Integer.toString(spinning.rounds());
      SET.call(arena.allocateFrom(ROUNDS).address(), arena.allocateFrom(rounds).address(), 0);
    }
    reason = spinning.toString();
  }

  private static WaitingCosts costs(WaitingNotes notes) {
    return notes
        .read()
        .orElseGet(
            () -> {
              WaitingCosts measured = WaitingCosts.measure();
              if (measured.credible()) {
                notes.write(measured);
              }
              return measured;
            });
  }
}
