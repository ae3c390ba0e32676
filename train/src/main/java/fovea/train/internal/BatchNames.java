package fovea.train.internal;

import fovea.data.batch.Batch;
import fovea.data.batch.Schema;
import fovea.data.batch.TensorSpec;
import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.nn.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What the first arguments of a plan are called: inputs, then targets.
 *
 * @param inputs in their order
 * @param targets in their order
 */
public record BatchNames(List<String> inputs, List<String> targets) {

  /** Those of batches of a data set. */
  public static BatchNames of(Schema schema) {
    return new BatchNames(names(schema.inputs()), names(schema.targets()));
  }

  /** Those of a batch. */
  public static BatchNames of(Batch batch) {
    return new BatchNames(
        List.copyOf(batch.inputs().sequencedKeySet()),
        List.copyOf(batch.targets().sequencedKeySet()));
  }

  /** Those of a batch of one input and one target. */
  public static BatchNames plain() {
    return new BatchNames(List.of(Batch.INPUT), List.of(Batch.TARGET));
  }

  /** Whether a batch has the same names in the same order. */
  public boolean fit(Batch batch) {
    return same(inputs, batch.inputs()) && same(targets, batch.targets());
  }

  /** Number of arguments. */
  public int size() {
    return inputs.size() + targets.size();
  }

  /** The inputs among the arguments of a plan. */
  public Tensors inputs(List<Tensor> arguments) {
    return part(inputs, arguments, 0);
  }

  /** The targets among the arguments of a plan. */
  public Tensors targets(List<Tensor> arguments) {
    return part(targets, arguments, inputs.size());
  }

  /** Inputs and targets of a batch, with room for more arguments. */
  public static List<HostBuffer> arguments(Batch batch) {
    List<HostBuffer> arguments =
        new ArrayList<>(batch.inputs().size() + batch.targets().size() + 4);
    arguments.addAll(batch.inputs().values());
    arguments.addAll(batch.targets().values());
    return arguments;
  }

  private static Tensors part(List<String> names, List<Tensor> arguments, int from) {
    SequencedMap<String, Tensor> part = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      part.put(names.get(i), arguments.get(from + i));
    }
    return new Tensors(part);
  }

  private static boolean same(List<String> names, SequencedMap<String, HostBuffer> values) {
    int i = 0;
    for (String name : values.keySet()) {
      if (i >= names.size() || !names.get(i).equals(name)) {
        return false;
      }
      i++;
    }
    return i == names.size();
  }

  private static List<String> names(List<TensorSpec> specs) {
    return specs.stream().map(TensorSpec::name).toList();
  }
}
