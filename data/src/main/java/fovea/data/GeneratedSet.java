package fovea.data;

import fovea.data.batch.Example;
import fovea.data.batch.Schema;
import fovea.data.pixels.DataException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.IntFunction;

/** Examples that a function makes. */
final class GeneratedSet implements DataSet {
  private final String name;
  private final int size;
  private final Schema schema;
  private final IntFunction<Example> example;

  /** Asks for example 0 to see what all consist of. */
  GeneratedSet(String name, int size, IntFunction<Example> example) {
    if (size < 1) {
      throw new DataException(
          name, "expected examples, found none", "Give a data set that is not empty");
    }
    this.name = name;
    this.size = size;
    this.schema = example.apply(0).schema();
    this.example = example;
  }

  /** Requires a target for each input. */
  static void checkCounts(int inputs, int targets) {
    if (inputs != targets) {
      throw new DataException(
          "data set",
          String.format(
              Locale.ROOT, "expected %,d targets as there are inputs, found %,d", inputs, targets),
          "Give one target for each input");
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public ExampleReader reader() {
    return (index, _, row) -> {
      Example made = example.apply(index);
      put(made.inputs(), row, index);
      put(made.targets(), row, index);
    };
  }

  private void put(SequencedMap<String, HostBuffer> values, BatchRow row, int index) {
    values.forEach(
        (field, value) -> {
          TensorType expected = schema.type(field).orElse(value.type());
          if (!value.type().equals(expected)) {
            throw new DataException(
                name,
                String.format(
                    Locale.ROOT,
                    "expected %s %s as in example 0, found %s in example %,d",
                    field,
                    expected,
                    value.type(),
                    index),
                "Give every example the same types and shapes");
          }
          row.put(field, value);
        });
  }
}
