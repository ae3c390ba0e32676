package fovea.data;

import fovea.data.batch.TensorSpec;
import fovea.data.pixels.DataException;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.NonFinite;
import fovea.graph.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A place in a batch that is being filled: an {@link ExampleReader} writes each input and target of
 * one example into it.
 */
public final class BatchRow {
  private final String dataSet;
  private final List<TensorSpec> specs;
  private final int inputs;
  private final MemorySegment[] memory;
  private final boolean[] filled;
  private int place;

  BatchRow(DataSet data) {
    this.dataSet = data.name();
    this.specs = data.schema().all();
    this.inputs = data.schema().inputs().size();
    this.memory = new MemorySegment[specs.size()];
    this.filled = new boolean[specs.size()];
  }

  /**
   * Goes to another place of the batch in {@code memory}: a segment for each spec, and maybe more.
   */
  void move(MemorySegment[] memory, int place) {
    System.arraycopy(memory, 0, this.memory, 0, this.memory.length);
    this.place = place;
    Arrays.fill(filled, false);
  }

  /**
   * Writes {@code f32} values.
   *
   * @throws DataException if the data set has no such input or target, or it takes other values
   */
  public void put(String name, float... values) {
    MemorySegment to = memory(name, DType.F32, values.length);
    MemorySegment.copy(values, 0, to, ValueLayout.JAVA_FLOAT, 0, values.length);
  }

  /**
   * Writes {@code i32} values, such as one class index.
   *
   * @throws DataException if the data set has no such input or target, or it takes other values
   */
  public void put(String name, int... values) {
    MemorySegment to = memory(name, DType.I32, values.length);
    MemorySegment.copy(values, 0, to, ValueLayout.JAVA_INT, 0, values.length);
  }

  /**
   * Writes values of any type.
   *
   * @throws DataException if the data set has no such input or target, or it takes other values
   */
  public void put(String name, HostBuffer value) {
    TensorType type = specs.get(index(name)).type();
    if (!value.type().equals(type)) {
      throw wrong(name, type, value.type().toString());
    }
    memory(name).copyFrom(value.data());
  }

  /**
   * The memory of an input or target, to be written in full.
   *
   * @throws DataException if the data set has no such input or target
   */
  public MemorySegment memory(String name) {
    return memory(index(name));
  }

  private MemorySegment memory(int index) {
    long bytes = specs.get(index).type().bytes();
    return memory[index].asSlice(place * bytes, bytes);
  }

  private MemorySegment memory(String name, DType dtype, int count) {
    int index = index(name);
    TensorType type = specs.get(index).type();
    if (type.dtype() != dtype || type.shape().elements() != count) {
      throw wrong(name, type, String.format(Locale.ROOT, "%,d values of %s", count, dtype));
    }
    return memory(index);
  }

  /** Checks that all was written, and that targets are finite. */
  void check(int example) {
    for (int i = 0; i < filled.length; i++) {
      TensorSpec spec = specs.get(i);
      if (!filled[i]) {
        throw new DataException(
            dataSet,
            String.format(Locale.ROOT, "expected %s of example %,d, found nothing", spec, example),
            "Write every input and target that the schema names");
      }
      if (i >= inputs && spec.type().dtype().floating()) {
        if (NonFinite.count(spec.type().dtype(), memory(i)) > 0) {
          throw new DataException(
              dataSet,
              String.format(
                      Locale.ROOT,
                      "expected finite numbers as %s of example %,d, found one that is infinite or not a",
                      spec.name(),
                      example)
                  + " number",
              "Leave the example out, or mend the target");
        }
      }
    }
  }

  private int index(String name) {
    for (int i = 0; i < specs.size(); i++) {
      if (specs.get(i).name().equals(name)) {
        filled[i] = true;
        return i;
      }
    }
    throw new DataException(
        dataSet,
        "expected one of %s, found %s"
            .formatted(specs.stream().map(TensorSpec::name).toList(), name),
        "Name all inputs and targets in the schema");
  }

  private DataException wrong(String name, TensorType expected, String found) {
    return new DataException(
        dataSet,
        "expected %s as %s, found %s".formatted(expected, name, found),
        "Give every example the same type and shape");
  }
}
