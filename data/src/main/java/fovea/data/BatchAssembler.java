package fovea.data;

import fovea.data.augment.CounterRandom;
import fovea.data.batch.Batch;
import fovea.data.batch.TensorSpec;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The producer's side of a {@link BatchPrefetcher}: fills the slots of a ring, epoch after epoch.
 */
final class BatchAssembler implements Runnable {

  private static final long ALIGNMENT = 64;

  private final DataLoader batches;
  private final Ring ring;
  private final List<TensorSpec> specs;
  private final int inputCount;
  private final MemorySegment[][] slots = new MemorySegment[Ring.SLOTS][];
  private final int[] order;
  private final ExampleReader reader;
  private final BatchRow row;
  private final CounterRandom random = new CounterRandom(0, 0, 0);

  BatchAssembler(DataLoader batches, Ring ring) {
    DataSet data = batches.data();
    this.batches = batches;
    this.ring = ring;
    this.specs = data.schema().all();
    this.inputCount = data.schema().inputs().size();
    this.order = new int[data.size()];
    this.reader = data.reader();
    this.row = new BatchRow(data);
    int size = Math.min(batches.batchSize(), order.length);
    Arena arena = Arena.ofAuto();
    for (int slot = 0; slot < Ring.SLOTS; slot++) {
      slots[slot] =
          specs.stream()
              .map(spec -> arena.allocate(spec.batch(size).bytes(), ALIGNMENT))
              .toArray(MemorySegment[]::new);
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
      random.restart(batches.seed(), epoch, which);
      row.move(slots[slot], i);
      reader.read(which, random, row);
      row.check(which);
    }
    return batch(slots[slot], size);
  }

  private Batch batch(MemorySegment[] memory, int size) {
    SequencedMap<String, HostBuffer> inputs = new LinkedHashMap<>();
    SequencedMap<String, HostBuffer> targets = new LinkedHashMap<>();
    for (int i = 0; i < memory.length; i++) {
      TensorType type = specs.get(i).batch(size);
      var value = new HostBuffer(type, memory[i].asSlice(0, type.bytes()));
      (i < inputCount ? inputs : targets).put(specs.get(i).name(), value);
    }
    return new Batch(inputs, targets);
  }
}
