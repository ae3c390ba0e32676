package fovea.data;

import fovea.data.augment.CounterRandom;
import fovea.data.batch.Batch;
import fovea.data.batch.BatchAugment;
import fovea.data.batch.MixedBatch;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * One of the threads behind a {@link BatchPrefetcher}: fills parts of batches, for as long as its
 * ring has work. Each example is written to its place by random numbers of its own key, so that
 * nothing depends on which thread does it.
 */
final class BatchAssembler implements Runnable {

  /** Batches are keyed downwards from here: examples have keys from 0 on, an epoch has -1. */
  private static final long BATCH_KEY = -1L << 32;

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
          Batch batch = memory.batch(fill.slot(), size);
          mix(batch, fill.place());
          ring.put(fill, batch);
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

  /** Applies one of the augmentations of batches, if there are some. */
  private void mix(Batch batch, Ring.Place place) {
    List<BatchAugment> augments = loader.assembly().augments();
    if (!augments.isEmpty()) {
      random.restart(loader.seed(), place.epoch(), BATCH_KEY - place.batch());
      BatchAugment drawn = augments.get(random.nextInt(augments.size()));
      drawn.apply(MixedBatch.of(batch), random);
    }
  }

  /** The first of a batch's examples that are in a part. */
  private int begin(int part, int size) {
    return (int) ((long) part * size / ring.parts());
  }
}
