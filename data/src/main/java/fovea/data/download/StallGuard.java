package fovea.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Closes a stream from which nothing comes any more, which ends the read that waits for it: Java's
 * HTTP client has no timeout for a response's body.
 */
final class StallGuard implements AutoCloseable {

  private final InputStream stream;
  private final long patience;
  private long lastSign = System.nanoTime();
  private boolean closed;

  StallGuard(InputStream stream, Duration patience) {
    this.stream = stream;
    this.patience = patience.toNanos();
    Thread.ofVirtual().name("fovea-download-guard").start(this::watch);
  }

  /** Something has come. */
  synchronized void alive() {
    lastSign = System.nanoTime();
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private synchronized void watch() {
    try {
      long left = patience;
      while (!closed && left > 0) {
        wait(Duration.ofNanos(left).plusMillis(1).toMillis());
        left = lastSign + patience - System.nanoTime();
      }
      if (!closed) {
        stream.close();
      }
    } catch (InterruptedException | IOException e) {
      // Nobody interrupts it, and a stream that cannot be closed has failed already.
      closed = true;
    }
  }
}
