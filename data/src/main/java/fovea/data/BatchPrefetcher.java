package fovea.data;

import fovea.data.batch.Batch;
import fovea.data.pixels.DataException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;

/**
 * Batches, assembled off-heap by a thread of their own a little ahead of their use.
 *
 * <p>One epoch at a time, for one consumer; asking for another epoch abandons the current one. The
 * memory is reused, so that nothing but the small {@link Batch} records is allocated on the way. A
 * prefetcher that is forgotten instead of closed ends its thread when it is collected.
 */
public final class BatchPrefetcher implements AutoCloseable {

  private static final Cleaner CLEANER = Cleaner.create();

  private final DataLoader batches;
  private final Ring ring;
  private final Cleaner.Cleanable cleanable;

  BatchPrefetcher(DataLoader batches) {
    this.batches = batches;
    this.ring = new Ring();
    // The thread must not know this object, or a forgotten prefetcher would never be collected.
    var assembler = new BatchAssembler(batches, ring);
    this.cleanable = CLEANER.register(this, ring::close);
    Thread.ofPlatform().daemon().name("fovea-batches").start(assembler);
  }

  /** All batches of an epoch, in its order. */
  public Iterable<Batch> epoch(long epoch) {
    return epoch(epoch, 0);
  }

  /** The batches of an epoch from the {@code first} on, as after an interruption. */
  public Iterable<Batch> epoch(long epoch, int first) {
    if (first < 0 || first > batches.count()) {
      throw new DataException(
          String.format(Locale.ROOT, "epoch %,d", epoch),
          String.format(
              Locale.ROOT, "expected a batch from 0 to %,d, found %,d", batches.count(), first),
          "Resume with the data and the batch size that the run began with");
    }
    return () -> new Epoch(this, ring.request(epoch, first), first);
  }

  /** Ends the thread; batches handed out are no longer valid. */
  @Override
  public void close() {
    cleanable.clean();
  }

  private Batch next(long request) {
    try {
      return ring.take(request);
    } finally {
      // Were this the prefetcher's last use, the cleaner could close the ring while we wait at it.
      Reference.reachabilityFence(this);
    }
  }

  /** One way through an epoch. */
  private static final class Epoch implements Iterator<Batch> {

    private final BatchPrefetcher prefetcher;
    private final long request;
    private int index;

    Epoch(BatchPrefetcher prefetcher, long request, int first) {
      this.prefetcher = prefetcher;
      this.request = request;
      this.index = first;
    }

    @Override
    public boolean hasNext() {
      return index < prefetcher.batches.count();
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the epoch has " + index + " batches");
      }
      index++;
      return prefetcher.next(request);
    }
  }
}
