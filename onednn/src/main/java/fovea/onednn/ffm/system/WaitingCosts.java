package fovea.onednn.ffm.system;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What it costs a thread to wait for another one on this machine, in nanoseconds.
 *
 * @param wakeUp until a thread that sleeps runs again
 * @param barrier until a thread that spins sees what the other has written
 * @param round one round of spinning as libgomp spins
 */
public record WaitingCosts(double wakeUp, double barrier, double round) {
  private static final int WAKE_UPS = 48;

  /** A core that waits for this long has gone to sleep, as it does between two steps. */
  private static final long IDLE = 300_000;

  private static final int BATCHES = 12;
  private static final int EXCHANGES = 500;
  private static final long PATIENCE = 5_000_000;
  private static final int OVER = -1;

  private static final double LONG_WAKE_UP = 200_000;
  private static final double APART = 20_000;

  private static final long ROUNDS = 10_000;

  /** Off x86, libgomp only reads the memory again. */
  private static final double READ = 1;

  /** Whether they are those of the machine; what takes longer was measured under much load. */
  boolean credible() {
    return wakeUp < LONG_WAKE_UP && together();
  }

  /** Whether the two cores ran at the same time; else spinning is for nothing. */
  boolean together() {
    return barrier < APART;
  }

  /** Measures for about twenty milliseconds, on the calling thread and another one. */
  public static WaitingCosts measure() {
    return new WaitingCosts(measuredWakeUp(), measuredBarrier(), measuredRound());
  }

  /** Load beside it makes some wake-ups late: the better half tells what the machine can do. */
  private static double measuredWakeUp() {
    var asked = new AtomicInteger();
    var answered = new AtomicInteger();
    long[] woken = new long[1];
    Thread sleeper =
        daemon(
            () -> {
              for (int i = 1; i <= WAKE_UPS; i++) {
                while (asked.get() < i) {
                  LockSupport.park();
                }
                woken[0] = System.nanoTime();
                answered.set(i);
              }
            });
    long[] latencies = new long[WAKE_UPS];
    for (int i = 1; i <= WAKE_UPS; i++) {
      spinFor(IDLE);
      long begin = System.nanoTime();
      asked.set(i);
      LockSupport.unpark(sleeper);
      while (answered.get() < i) {
        Thread.onSpinWait();
      }
      latencies[i - 1] = woken[0] - begin;
    }
    Arrays.sort(latencies);
    return latencies[WAKE_UPS / 4];
  }

  /** Half of a round trip between two threads that spin. */
  private static double measuredBarrier() {
    var turn = new AtomicInteger();
    daemon(
        () -> {
          int seen = turn.get();
          while (seen != OVER) {
            if (seen % 2 == 1) {
              turn.compareAndSet(seen, seen + 1);
            }
            Thread.onSpinWait();
            seen = turn.get();
          }
        });
    double best = Double.MAX_VALUE;
    long end = System.nanoTime() + PATIENCE;
    for (int batch = 0; batch < BATCHES && System.nanoTime() < end; batch++) {
      long begin = System.nanoTime();
      for (int i = 0; i < EXCHANGES; i++) {
        int asked = turn.incrementAndGet();
        while (turn.get() == asked) {
          Thread.onSpinWait();
        }
      }
      best = Math.min(best, (System.nanoTime() - begin) / (2.0 * EXCHANGES));
    }
    turn.set(OVER);
    return best;
  }

  private static double measuredRound() {
    if (!System.getProperty("os.arch").equals("amd64")) {
      return READ;
    }
    byte[] code = {
      0x48,
      (byte) 0x8b,
      0x0f, // mov rcx, [rdi]
      (byte) 0xf3,
      (byte) 0x90, // pause
      0x48,
      (byte) 0xff,
      (byte) 0xc9, // dec rcx
      0x75,
      (byte) 0xf9, // jnz to pause
      (byte) 0xc3 // ret
    };
    MachineCode pauses = MachineCode.of("pauses", code);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rounds = arena.allocateFrom(ValueLayout.JAVA_LONG, ROUNDS);
      double best = Double.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        long begin = System.nanoTime();
        pauses.run(rounds);
        best = Math.min(best, (System.nanoTime() - begin) / (double) ROUNDS);
      }
      return best;
    }
  }

  private static void spinFor(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "fovea-waiting");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
