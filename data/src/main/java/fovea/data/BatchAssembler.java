package fovea.data;

import fovea.data.augment.CounterRandom;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * One of the threads behind a {@link BatchPrefetcher}: fills parts of batches, for as long as its
 * ring has work. Each example is written to its place by random numbers of its own key, so that
 * nothing depends on which thread does it.
 */
final class BatchAssembler implements Runnable {

  private final DataLoader loader;
  private final Ring ring;
  private final EpochOrder order;
  private final BatchMemory memory;
  private final ExampleReader reader;
  private final BatchRow row;
  private final CounterRandom random = new CounterRandom(0, 0, 0);

  BatchAssembler(DataLoader loader, Ring ring, EpochOrder order, BatchMemory memory) {
    this.loader = loader;
    this.ring = ring;
    this.order = order;
    this.memory = memory;
    this.reader = loader.data().reader();
    this.row = new BatchRow(loader.data());
  }

  @Override
  public void run() {
    try {
      for (Optional<Ring.Work> work = ring.claim(); work.isPresent(); work = ring.claim()) {
        attempt(work.get());
      }
    } catch (InterruptedException e) {
      // Nobody has this thread but us, and we do not interrupt it; should it happen, it ends.
      ring.close();
    }
  }

  private void attempt(Ring.Work work) {
    try {
      perform(work);
    } catch (RuntimeException e) {
      ring.fail(work, e);
    } catch (Error e) {
      ring.fail(work, new IllegalStateException("batches cannot be assembled", e));
    } finally {
      ring.leave();
    }
  }

  private void perform(Ring.Work work) {
    switch (work) {
      case Ring.Arrange arrange -> {
        order.arrange(arrange.epoch());
        ring.arranged(arrange);
      }
      case Ring.Fill fill -> {
        int from = fill.place().batch() * loader.batchSize();
        int size = Math.min(loader.batchSize(), order.size() - from);
        fill(fill, from, size);
        if (ring.completes(fill)) {
          ring.put(fill, memory.batch(fill.slot(), size));
        }
      }
    }
  }

  private void fill(Ring.Fill fill, int from, int size) {
    int begin = begin(fill.part(), size);
    int end = begin(fill.part() + 1, size);
    MemorySegment[] slot = memory.slot(fill.slot());
    for (int i = begin; i < end; i++) {
      int which = order.example(from + i);
      random.restart(loader.seed(), fill.place().epoch(), order.key(from + i));
      row.move(slot, i);
      reader.read(which, random, row);
      row.check(which);
    }
  }

  /** The first of a batch's examples that are in a part. */
  private int begin(int part, int size) {
    return (int) ((long) part * size / ring.parts());
  }
}
