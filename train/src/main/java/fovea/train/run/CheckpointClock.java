package fovea.train.run;

import java.time.Duration;

/** Says when a training that is running writes its next checkpoint. */
public final class CheckpointClock {
  private final CheckpointInterval interval;
  private long last = System.nanoTime();
  private Duration cost = Duration.ZERO;

  /** Counts from now on. */
  public CheckpointClock(CheckpointInterval interval) {
    this.interval = interval;
  }

  /** Whether one is due after {@code steps} changes of the weights, of which the last was just. */
  public boolean isDue(long steps) {
    return interval.isDue(steps, Duration.ofNanos(System.nanoTime() - last), cost);
  }

  /** Writes one; after a failure, too, the next is due after another interval. */
  public void write(Runnable writing) {
    long start = System.nanoTime();
    try {
      writing.run();
    } finally {
      last = System.nanoTime();
      cost = Duration.ofNanos(last - start);
    }
  }
}
