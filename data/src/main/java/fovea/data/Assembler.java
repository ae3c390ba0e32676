package fovea.data;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The producer's side of a {@link BatchFeed}: fills the slots of a ring, epoch after epoch. */
final class Assembler implements Runnable {

  private static final long ALIGNMENT = 64;

  private final Batches batches;
  private final Ring ring;
  private final MemorySegment[] images = new MemorySegment[Ring.SLOTS];
  private final MemorySegment[] labels = new MemorySegment[Ring.SLOTS];
  private final int[] order;
  private final Normalizer normalizer;
  private final CounterRandom random = new CounterRandom(0, 0, 0);
  private final byte[] picture;
  private final byte[] changed;
  private final MemorySegment pictureSegment;

  Assembler(Batches batches, Ring ring) {
    this.batches = batches;
    this.ring = ring;
    this.order = new int[batches.data().size()];
    this.normalizer = batches.preprocessing().normalizer();
    this.picture = new byte[batches.data().shape().values()];
    this.changed = new byte[picture.length];
    this.pictureSegment = MemorySegment.ofArray(picture);
    int size = Math.min(batches.batchSize(), order.length);
    Arena arena = Arena.ofAuto();
    for (int slot = 0; slot < Ring.SLOTS; slot++) {
      images[slot] = arena.allocate((long) size * pictureBytes(), ALIGNMENT);
      labels[slot] = arena.allocate((long) size * Integer.BYTES, ALIGNMENT);
    }
  }

  @Override
  public void run() {
    try {
      long served = 0;
      for (var next = ring.awaitRequest(served);
          next.isPresent();
          next = ring.awaitRequest(served)) {
        Ring.Request request = next.get();
        served = request.number();
        assemble(request);
      }
    } catch (InterruptedException e) {
      // Nobody has this thread but us, and we do not interrupt it; should it happen, it ends.
      ring.close();
    } catch (RuntimeException e) {
      ring.fail(e);
    } catch (Error e) {
      ring.fail(new IllegalStateException("batches cannot be assembled", e));
    }
  }

  private void assemble(Ring.Request request) throws InterruptedException {
    arrange(request.epoch());
    for (int index = request.first(); index < batches.count(); index++) {
      int slot = ring.awaitSlot(request.number());
      if (slot < 0) {
        return;
      }
      ring.put(request.number(), fill(slot, request.epoch(), index));
    }
  }

  private void arrange(long epoch) {
    if (batches.shuffled()) {
      Permutation.shuffle(order, new CounterRandom(batches.seed(), epoch, -1));
    } else {
      for (int i = 0; i < order.length; i++) {
        order[i] = i;
      }
    }
  }

  private Batch fill(int slot, long epoch, int index) {
    int from = index * batches.batchSize();
    int size = Math.min(batches.batchSize(), order.length - from);
    for (int i = 0; i < size; i++) {
      int which = order[from + i];
      batches.data().copyPicture(which, pictureSegment, 0);
      normalizer.apply(augmented(epoch, which), images[slot], i * pictureBytes());
      labels[slot].setAtIndex(ValueLayout.JAVA_INT, i, batches.data().label(which));
    }
    return new Batch(
        index,
        size,
        images[slot].asSlice(0, size * pictureBytes()),
        labels[slot].asSlice(0, (long) size * Integer.BYTES));
  }

  private byte[] augmented(long epoch, int which) {
    byte[] from = picture;
    byte[] to = changed;
    random.restart(batches.seed(), epoch, which);
    for (Augment augment : batches.augments()) {
      augment.apply(from, to, batches.data().shape(), random);
      byte[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private long pictureBytes() {
    return (long) normalizer.values() * Float.BYTES;
  }
}
