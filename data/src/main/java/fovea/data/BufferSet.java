package fovea.data;

import fovea.data.batch.Batch;
import fovea.data.batch.Schema;
import fovea.data.batch.TensorSpec;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;

/** Examples that are all in memory, as one batch. */
record BufferSet(Batch examples) implements DataSet {

  @Override
  public String name() {
    return "examples";
  }

  @Override
  public int size() {
    return examples.size();
  }

  @Override
  public Schema schema() {
    return new Schema(specs(examples.inputs()), specs(examples.targets()));
  }

  @Override
  public ExampleReader reader() {
    return (index, _, row) -> {
      put(examples.inputs(), index, row);
      put(examples.targets(), index, row);
    };
  }

  private static void put(SequencedMap<String, HostBuffer> values, int index, BatchRow row) {
    values.forEach(
        (name, value) -> {
          MemorySegment to = row.memory(name);
          MemorySegment.copy(value.data(), index * to.byteSize(), to, 0, to.byteSize());
        });
  }

  private static List<TensorSpec> specs(SequencedMap<String, HostBuffer> values) {
    return values.entrySet().stream()
        .map(entry -> new TensorSpec(entry.getKey(), one(entry.getValue().type())))
        .toList();
  }

  /** Without the batch axis. */
  private static TensorType one(TensorType batch) {
    int[] dims = batch.shape().dims();
    return batch.with(Shape.of(Arrays.copyOfRange(dims, 1, dims.length)));
  }
}
