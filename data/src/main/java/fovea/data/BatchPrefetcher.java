package fovea.data;

import fovea.data.batch.Batch;
import fovea.data.pixels.DataException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;

/**
 * Batches, assembled off-heap by threads of their own a little ahead of their use.
 *
 * <p>One epoch at a time, for one consumer; asking for another epoch abandons the current one. The
 * memory is that of three batches, whatever the number of threads, and is reused, so that nothing
 * but small records is allocated on the way. A prefetcher that is forgotten instead of closed ends
 * its threads when it is collected.
 */
public final class BatchPrefetcher implements AutoCloseable {

  private static final Cleaner CLEANER = Cleaner.create();

  /** So many for each thread: the last of a batch are then soon done, whichever took longest. */
  private static final int PARTS_A_THREAD = 4;

  private final DataLoader batches;
  private final Ring ring;
  private final EpochOrder order;
  private final BatchMemory memory;
  private final Cleaner.Cleanable cleanable;
  private int threads;

  BatchPrefetcher(DataLoader batches) {
    this.batches = batches;
    int size = Math.min(batches.batchSize(), batches.data().size());
    this.ring = new Ring(batches.count(), parts(batches, size));
    this.order = new EpochOrder(batches);
    this.memory = new BatchMemory(batches.schema(), size);
    this.cleanable = CLEANER.register(this, ring::close);
    start(batches.assembly().threads().orElse(1));
  }

  private static int parts(DataLoader batches, int size) {
    int most = batches.assembly().threads().orElse(Runtime.getRuntime().availableProcessors());
    return most == 1 ? 1 : Math.min(size, PARTS_A_THREAD * most);
  }

  private void start(int wanted) {
    while (threads < wanted) {
      // The thread must not know this object, or a forgotten prefetcher would never be collected.
      var assembler = new BatchAssembler(batches, ring, order, memory);
      Thread.ofPlatform().daemon().name("fovea-batches").start(assembler);
      threads++;
    }
  }

  /**
   * Takes the processors that an engine's {@code team} of threads leaves free, as {@link
   * DataLoader#threadsBeside} says: until then there is one thread, unless the loader names a
   * number. What the batches hold does not depend on it.
   *
   * @return number of threads that assemble batches from now on
   */
  public int growBeside(int team) {
    start(batches.threadsBeside(team));
    return threads;
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

  /** Ends the threads; batches handed out are no longer valid. */
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
