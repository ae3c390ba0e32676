package fovea.data;

import fovea.data.batch.Batch;
import fovea.data.batch.Schema;
import fovea.data.batch.TensorSpec;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Off-heap memory of a few batches, used again and again. */
final class BatchMemory {
  /** Of each input and target, in bytes. */
  static final long ALIGNMENT = 64;

  private final List<TensorSpec> specs;
  private final int inputs;
  private final MemorySegment[][] slots = new MemorySegment[Ring.SLOTS][];

  /** Room for batches of at most {@code size} examples. */
  BatchMemory(Schema schema, int size) {
    this.specs = schema.all();
    this.inputs = schema.inputs().size();
    Arena arena = Arena.ofAuto();
    for (int slot = 0; slot < slots.length; slot++) {
      slots[slot] =
          specs.stream()
              .map(spec -> arena.allocate(spec.batch(size).bytes(), ALIGNMENT))
              .toArray(MemorySegment[]::new);
    }
  }

  /** The memory of a batch, a segment for each input and target. */
  MemorySegment[] slot(int slot) {
    return slots[slot];
  }

  /** The first {@code size} examples in a slot. */
  Batch batch(int slot, int size) {
    SequencedMap<String, HostBuffer> given = new LinkedHashMap<>();
    SequencedMap<String, HostBuffer> targets = new LinkedHashMap<>();
    for (int i = 0; i < specs.size(); i++) {
      TensorType type = specs.get(i).batch(size);
      var value = new HostBuffer(type, slots[slot][i].asSlice(0, type.bytes()));
      (i < inputs ? given : targets).put(specs.get(i).name(), value);
    }
    return new Batch(given, targets);
  }
}
