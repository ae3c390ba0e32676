package fovea.data;

import fovea.data.batch.Batch;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Shares the work on batches out among the assembling threads, and hands the batches to the
 * consumer in their order: a few slots used in turn, each with a batch that is in use, ready or
 * being filled part by part.
 *
 * <p>Every request for an epoch has a number. What belongs to an older one is dropped, and work on
 * the next begins only when no thread is busy with the older one any more.
 */
final class Ring {

  /** One batch in use, one ready, one in the making. */
  static final int SLOTS = 3;

  /** What a thread has to do for a request. */
  sealed interface Work {
    /** Number of the request. */
    long request();
  }

  /** To put the examples of an epoch into their order. */
  record Arrange(long request, long epoch) implements Work {}

  /** To fill a part of a batch of an epoch, in the memory of a slot. */
  record Fill(long request, Place place, int part, int slot) implements Work {}

  /** Which batch of which epoch. */
  record Place(long epoch, int batch) {}

  private enum Stage {
    IDLE,
    /** Threads are still busy with an older request. */
    DRAINING,
    WANTED,
    ARRANGING,
    ARRANGED
  }

  private final int batches;
  private final int parts;
  private final Slot[] slots =
      IntStream.range(0, SLOTS).mapToObj(_ -> new Slot()).toArray(Slot[]::new);

  private Stage stage = Stage.IDLE;
  private long number;
  private long epoch;
  private int first;
  private int nextBatch;
  private int nextPart;
  private int taken;
  private int busy;
  private boolean closed;
  private Optional<RuntimeException> failure = Optional.empty();

  /** For epochs of so many batches, each filled in so many parts. */
  Ring(int batches, int parts) {
    this.batches = batches;
    this.parts = parts;
  }

  /** Parts of a batch. */
  int parts() {
    return parts;
  }

  /** Consumer: asks for an epoch from a batch on, and gives back what it had. */
  synchronized long request(long epoch, int first) {
    number++;
    this.epoch = epoch;
    this.first = first;
    nextBatch = first;
    nextPart = 0;
    taken = 0;
    failure = Optional.empty();
    for (Slot slot : slots) {
      slot.clear();
    }
    stage = busy > 0 ? Stage.DRAINING : Stage.WANTED;
    notifyAll();
    return number;
  }

  /** Consumer: gives its last batch back and waits for the next. */
  synchronized Batch take(long request) {
    requireWanted(request);
    if (taken > 0) {
      slots[(taken - 1) % SLOTS].clear();
    }
    Slot slot = slots[taken % SLOTS];
    taken++;
    notifyAll();
    awaitUninterruptibly(request, slot);
    return slot.batch.orElseThrow();
  }

  /** Thread: waits for work; empty when the ring is closed. Every work ends by {@link #leave}. */
  synchronized Optional<Work> claim() throws InterruptedException {
    Optional<Work> work = next();
    while (!closed && work.isEmpty()) {
      wait();
      work = next();
    }
    if (closed) {
      return Optional.empty();
    }
    busy++;
    return work;
  }

  /** Thread: has arranged an epoch. */
  synchronized void arranged(Arrange work) {
    if (wanted(work.request())) {
      stage = Stage.ARRANGED;
      notifyAll();
    }
  }

  /** Thread: has filled a part; true if that completes the batch, which it then must put. */
  synchronized boolean completes(Fill work) {
    return wanted(work.request()) && done(slots[work.slot()]);
  }

  /** Thread: hands a complete batch over. */
  synchronized void put(Fill work, Batch batch) {
    if (wanted(work.request())) {
      slots[work.slot()].batch = Optional.of(batch);
      notifyAll();
    }
  }

  /** Thread: could not do its work; the consumer gets the exception instead of the batch. */
  synchronized void fail(Work work, RuntimeException cause) {
    if (!wanted(work.request())) {
      return;
    }
    switch (work) {
      case Arrange _ -> failure = Optional.of(cause);
      case Fill fill -> {
        Slot slot = slots[fill.slot()];
        slot.fail(fill.part(), cause);
        boolean _ = done(slot);
      }
    }
    notifyAll();
  }

  /** Thread: is done with the work that it claimed, in whatever way. */
  synchronized void leave() {
    busy--;
    if (busy == 0 && stage == Stage.DRAINING) {
      stage = Stage.WANTED;
      notifyAll();
    }
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private Optional<Work> next() {
    return switch (stage) {
      case IDLE, DRAINING, ARRANGING -> Optional.empty();
      case WANTED -> {
        stage = Stage.ARRANGING;
        yield Optional.of(new Arrange(number, epoch));
      }
      case ARRANGED -> hasRoom() ? Optional.of(nextFill()) : Optional.empty();
    };
  }

  private boolean hasRoom() {
    // The batch that was taken last is still in use.
    return nextBatch < batches && nextBatch - first - Math.max(0, taken - 1) < SLOTS;
  }

  private Fill nextFill() {
    var fill = new Fill(number, new Place(epoch, nextBatch), nextPart, (nextBatch - first) % SLOTS);
    nextPart++;
    if (nextPart == parts) {
      nextPart = 0;
      nextBatch++;
    }
    return fill;
  }

  /** Counts a part; true if all are there and good. */
  private boolean done(Slot slot) {
    slot.done++;
    if (slot.done < parts) {
      return false;
    }
    slot.cause.ifPresent(_ -> notifyAll());
    return slot.cause.isEmpty();
  }

  private boolean wanted(long request) {
    return !closed && number == request;
  }

  private void requireWanted(long request) {
    if (!wanted(request)) {
      throw new IllegalStateException("the feed was closed, or another epoch was begun");
    }
  }

  /** Waits until the batch of a slot is there: never for long, so an interrupt is kept. */
  private void awaitUninterruptibly(long request, Slot slot) {
    boolean interrupted = false;
    while (slot.batch.isEmpty()) {
      requireWanted(request);
      if (slot.done >= parts) {
        failure = failure.or(() -> slot.cause);
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

  /** What has become of the batch in a slot. */
  private static final class Slot {
    private Optional<Batch> batch = Optional.empty();
    private Optional<RuntimeException> cause = Optional.empty();
    private int failedPart;
    private int done;

    void clear() {
      batch = Optional.empty();
      cause = Optional.empty();
      done = 0;
    }

    /** Keeps the failure of the first part, whichever was found first. */
    void fail(int part, RuntimeException found) {
      if (cause.isEmpty() || part < failedPart) {
        cause = Optional.of(found);
        failedPart = part;
      }
    }
  }
}
