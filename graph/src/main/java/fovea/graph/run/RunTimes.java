package fovea.graph.run;

import java.util.Arrays;

/** How long the last runs of a plan took, in nanoseconds; filled again and again. */
final class RunTimes {
  private static final long SHORT = 500_000;
  private static final double DISTURBED = 1.3;

  private final long[] nanos;
  private int count;

  /** Room for {@code runs}. */
  RunTimes(int runs) {
    nanos = new long[runs];
  }

  /** Starts again; the next {@code skipped} runs do not count, for they warm up. */
  void restart(int skipped) {
    count = -skipped;
  }

  /** Adds a run and says whether there are as many as wanted; they are sorted then. */
  boolean add(long duration) {
    if (count >= 0) {
      nanos[count] = duration;
    }
    count++;
    if (count < nanos.length) {
      return false;
    }
    Arrays.sort(nanos);
    return true;
  }

  /** The middle one, when all are there. */
  long median() {
    return nanos[nanos.length / 2];
  }

  /** One that a quarter of them do not reach, when all are there: what a plan does undisturbed. */
  long quarter() {
    return nanos[nanos.length / 4];
  }

  /**
   * Whether fewer threads may be faster, when all are there: runs so short that the threads wait
   * for each other more than they compute, or of such different lengths that something else wants
   * the cores.
   */
  boolean doubtful() {
    return median() < SHORT || median() > DISTURBED * nanos[0];
  }
}
