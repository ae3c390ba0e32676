package fovea.data;

import fovea.data.batch.Batch;
import java.util.Optional;

/**
 * Hands batches from the assembling thread to the consumer: a few slots used in turn, each owned by
 * one of the two at any time.
 *
 * <p>Every wish for an epoch has a number; what belongs to an older one is dropped.
 */
final class Ring {

  /** One batch in use, one ready, one in the making. */
  static final int SLOTS = 3;

  /** What the consumer wants. */
  record Request(long number, long epoch, int first) {}

  private final Batch[] ready = new Batch[SLOTS];
  private Request request = new Request(0, 0, Integer.MAX_VALUE);
  private int produced;
  private int taken;
  private boolean closed;
  private Optional<RuntimeException> failure = Optional.empty();

  /** Consumer: asks for an epoch from a batch on, and gives back what it had. */
  synchronized long request(long epoch, int first) {
    request = new Request(request.number + 1, epoch, first);
    produced = 0;
    taken = 0;
    notifyAll();
    return request.number;
  }

  /** Consumer: gives its last batch back and waits for the next. */
  synchronized Batch take(long number) {
    taken++;
    notifyAll();
    awaitUninterruptibly(number);
    return ready[(taken - 1) % SLOTS];
  }

  /** Producer: waits for a request other than {@code number}; empty when the ring is closed. */
  synchronized Optional<Request> awaitRequest(long number) throws InterruptedException {
    while (!closed && request.number == number) {
      wait();
    }
    return closed ? Optional.empty() : Optional.of(request);
  }

  /** Producer: waits for a free slot; negative when the request is no longer wanted. */
  synchronized int awaitSlot(long number) throws InterruptedException {
    // The batch that was taken last is still in use.
    while (wanted(number) && produced - Math.max(0, taken - 1) >= SLOTS) {
      wait();
    }
    return wanted(number) ? produced % SLOTS : -1;
  }

  /** Producer: hands a batch over. */
  synchronized void put(long number, Batch batch) {
    if (wanted(number)) {
      ready[produced++ % SLOTS] = batch;
      notifyAll();
    }
  }

  /** Producer: reports that it cannot go on; the consumer gets the exception. */
  synchronized void fail(RuntimeException cause) {
    failure = Optional.of(cause);
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private boolean wanted(long number) {
    return !closed && request.number == number;
  }

  /** Waits until the taken batch is there: never for long, so an interrupt is kept for later. */
  private void awaitUninterruptibly(long number) {
    boolean interrupted = false;
    while (produced < taken) {
      if (!wanted(number)) {
        throw new IllegalStateException("the feed was closed, or another epoch was begun");
      }
      failure.ifPresent(
          cause -> {
            throw cause;
          });
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
