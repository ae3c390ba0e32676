package fovea.data.batch;

import fovea.data.DataSet;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * One example of a data set, with its values: for {@link DataSet#of(int,
 * java.util.function.IntFunction)} and the like.
 *
 * @param inputs by name, without a batch axis
 * @param targets by name, without a batch axis
 */
public record Example(
    SequencedMap<String, HostBuffer> inputs, SequencedMap<String, HostBuffer> targets) {

  /** Copies the maps. */
  public Example {
    inputs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(inputs));
    targets = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(targets));
  }

  /** An example without anything, to begin with. */
  public static Example empty() {
    return new Example(new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /** One input and one target of numbers, called {@code input} and {@code target}. */
  public static Example of(float[] input, float... target) {
    return empty().input(Batch.INPUT, input).target(Batch.TARGET, target);
  }

  /** One input of numbers and a class. */
  public static Example of(float[] input, int label) {
    return empty().input(Batch.INPUT, input).label(Batch.TARGET, label);
  }

  /** With an input of numbers, {@code f32} of one axis. */
  public Example input(String name, float... values) {
    return input(name, floats(values));
  }

  /** With an input of any type and shape. */
  public Example input(String name, HostBuffer value) {
    return new Example(with(inputs, name, value), targets);
  }

  /** With a target of numbers, {@code f32} of one axis. */
  public Example target(String name, float... values) {
    return target(name, floats(values));
  }

  /** With a class as target, {@code i32} without an axis. */
  public Example label(String name, int label) {
    return target(name, HostBuffer.of(new TensorType(Shape.scalar(), DType.I32), label));
  }

  /** With a target of any type and shape. */
  public Example target(String name, HostBuffer value) {
    return new Example(inputs, with(targets, name, value));
  }

  /** What it consists of. */
  public Schema schema() {
    return new Schema(specs(inputs), specs(targets));
  }

  private static List<TensorSpec> specs(SequencedMap<String, HostBuffer> values) {
    return values.entrySet().stream()
        .map(entry -> new TensorSpec(entry.getKey(), entry.getValue().type()))
        .toList();
  }

  private static HostBuffer floats(float[] values) {
    if (values.length == 0) {
      throw FoveaException.here("an input or target of no numbers", "give it one or more");
    }
    HostBuffer buffer = HostBuffer.allocate(TensorType.f32(values.length));
    for (int i = 0; i < values.length; i++) {
      buffer.set(i, values[i]);
    }
    return buffer;
  }

  private static SequencedMap<String, HostBuffer> with(
      SequencedMap<String, HostBuffer> values, String name, HostBuffer value) {
    SequencedMap<String, HostBuffer> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return more;
  }
}
