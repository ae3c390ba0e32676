package fovea.testkit.spec;

import fovea.graph.Compiled;
import fovea.graph.Gradients;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What a trial gives on a device: its results and the gradients of its inputs. */
record Outcome(List<HostBuffer> results, List<HostBuffer> gradients) {

  /** Runs {@code trial}, with upstream gradients drawn from {@code seed}. */
  static Outcome of(Trial trial, Device device, DType dtype, long seed) {
    List<HostBuffer> arguments = new ArrayList<>(trial.buffers(dtype));
    int inputs = arguments.size();
    List<TensorType> results = trial.build(dtype).stream().map(Tensor::type).toList();
    arguments.addAll(weights(results, dtype, seed));
    List<HostBuffer> all =
        Compiled.of(
                args -> {
                  List<Tensor> in = args.subList(0, inputs);
                  List<Tensor> out = trial.graph().apply(in);
                  List<Tensor> outcome = new ArrayList<>(out);
                  outcome.addAll(
                      Gradients.of(
                          weigh(out, args.subList(inputs, args.size())), varying(trial, in)));
                  return outcome;
                })
            .on(device)
            .call(arguments);
    return new Outcome(all.subList(0, results.size()), all.subList(results.size(), all.size()));
  }

  /** Random numbers to weigh results of the given types with, which all element types hold. */
  static List<HostBuffer> weights(List<TensorType> results, DType dtype, long seed) {
    Random random = new Random(seed);
    return results.stream()
        .map(
            type ->
                HostBuffer.of(
                    type.with(dtype),
                    random.doubles(type.shape().elements()).map(x -> (float) (x - 0.5)).toArray()))
        .toList();
  }

  /** The sum of all floating results, each weighted element by element. */
  static Tensor weigh(List<Tensor> results, List<Tensor> weights) {
    return IntStream.range(0, results.size())
        .filter(i -> results.get(i).type().dtype().floating())
        .mapToObj(i -> results.get(i).cast(weights.get(i).type().dtype()).mul(weights.get(i)).sum())
        .reduce(Tensor.zero(), Tensor::add);
  }

  /** The inputs that gradients are asked for. */
  static List<Tensor> varying(Trial trial, List<Tensor> inputs) {
    return IntStream.range(0, inputs.size())
        .filter(i -> trial.inputs().get(i).varies())
        .mapToObj(inputs::get)
        .toList();
  }
}
