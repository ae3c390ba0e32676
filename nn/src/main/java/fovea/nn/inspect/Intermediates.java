package fovea.nn.inspect;

import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.op.Op;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import fovea.nn.Layer;
import fovea.nn.Mode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What a network computes on the way, as a function of its input: the values of chosen names of its
 * {@link ForwardPass}, in the order of the names. Only what is asked for is computed, by one plan
 * for each type of input.
 */
public final class Intermediates implements Function<Tensor, SequencedMap<String, Tensor>> {
  private final Layer network;
  private final Function<ForwardPass, SequencedMap<String, Tensor>> choice;
  private final Compiled inference = Compiled.of(in -> Mode.inference(() -> chosen(in)));
  private final Compiled training =
      Compiled.of(in -> Trace.forgetting(() -> Mode.training(in.get(1), () -> chosen(in))));
  private final Map<List<TensorType>, List<String>> names = new ConcurrentHashMap<>();

  private Intermediates(Layer network, Function<ForwardPass, SequencedMap<String, Tensor>> choice) {
    this.network = network;
    this.choice = choice;
  }

  /**
   * The values called {@code names}, such as {@code layer3.0.conv1}, {@code layer3.0.relu}; "" is
   * the output. Whether they exist shows when there is an input.
   */
  public static Intermediates of(Layer network, String... names) {
    List<String> copy = List.of(names);
    return new Intermediates(
        network,
        pass -> {
          SequencedMap<String, Tensor> chosen = new LinkedHashMap<>();
          copy.forEach(name -> chosen.put(name, pass.at(name)));
          return chosen;
        });
  }

  /** The results of all ops of a kind: a record such as {@code Unary.Relu}, or a family. */
  public static Intermediates of(Layer network, Class<? extends Op> kind) {
    return new Intermediates(
        network,
        pass -> {
          SequencedMap<String, Tensor> chosen = new LinkedHashMap<>();
          pass.nodes(kind).forEach(node -> chosen.put(node.name(), node.node().output()));
          return chosen;
        });
  }

  /**
   * The values for {@code x}, as nodes, in the current {@link Mode}.
   *
   * @throws FoveaException if {@code x} does not fit, or there is no value of a name
   */
  @Override
  public SequencedMap<String, Tensor> apply(Tensor x) {
    return Collections.unmodifiableSequencedMap(choice.apply(ForwardPass.of(network, x)));
  }

  /**
   * Computes the values for a batch, in inference.
   *
   * @throws FoveaException as {@link #apply}
   */
  public SequencedMap<String, HostBuffer> values(HostBuffer batch) {
    return values(inference, List.of(batch));
  }

  /**
   * Computes the values for a batch as a step of training would: by the statistics of the batch,
   * with dropout. The network stays as it is, running statistics included.
   *
   * @param random what all random choices follow from, below 2^52
   * @throws FoveaException as {@link #apply}
   */
  public SequencedMap<String, HostBuffer> trainingValues(HostBuffer batch, long random) {
    var scalar = new TensorType(Shape.scalar(), DType.I64);
    return values(training, List.of(batch, HostBuffer.of(scalar, (double) random)));
  }

  private SequencedMap<String, HostBuffer> values(Compiled function, List<HostBuffer> arguments) {
    List<HostBuffer> results = function.call(arguments);
    List<String> keys = names.getOrDefault(HostBuffer.types(arguments), List.of());
    SequencedMap<String, HostBuffer> values = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      values.put(keys.get(i), results.get(i));
    }
    return Collections.unmodifiableSequencedMap(values);
  }

  private List<Tensor> chosen(List<Tensor> in) {
    SequencedMap<String, Tensor> chosen = apply(in.getFirst());
    names.put(in.stream().map(Tensor::type).toList(), List.copyOf(chosen.keySet()));
    return List.copyOf(chosen.values());
  }
}
