package fovea.bench.peers;

import fovea.bench.engine.HostBatch;
import fovea.bench.engine.NamedNumbers;
import fovea.bench.engine.Runner;
import fovea.bench.engine.Workload;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/** libtorch doing the work. */
final class TorchRunner<T> implements Runner {
  private final Torch<T> torch;
  private final Workload work;
  private final List<Part> network;
  private final SequencedMap<String, Weight<T>> weights = new LinkedHashMap<>();
  private final List<Batch<T>> batches;

  // Carried, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Weight<T>(T tensor, long[] shape) {}

  private record Batch<T>(Torch.Host<T> pictures, T labels) {}

  /** With the weights of a file. */
  TorchRunner(Torch<T> torch, Workload work, Path file) {
    this.torch = torch;
    this.work = work;
    this.network = PeerNetworks.of(work.network());
    NamedNumbers.visit(
        file,
        (name, shape, values) -> {
          if (!name.endsWith("num_batches_tracked")) {
            boolean trained = work.trains() && !name.contains("running_");
            weights.put(name, new Weight<>(torch.weights(values, shape, trained), shape));
          }
        });
    this.batches = HostBatch.of(work).stream().map(this::batch).toList();
  }

  private Batch<T> batch(HostBatch batch) {
    Workload.Network kind = work.network();
    long[] shape = {work.batch(), kind.channels(), kind.size(), kind.size()};
    return new Batch<>(
        torch.host(batch.pictures().asByteBuffer(), shape), torch.labels(batch.labels()));
  }

  @Override
  public double once(int repetition, double rate) {
    Batch<T> batch = batches.get(repetition % batches.size());
    return torch.scope(work.trains(), () -> work.trains() ? train(batch, rate) : infer(batch)[0]);
  }

  private double train(Batch<T> batch, double rate) {
    T logits = forward(batch);
    T loss = torch.crossEntropy(logits, batch.labels);
    torch.release(logits);
    torch.backward(loss);
    torch.step(rate);
    return torch.numbers(loss)[0];
  }

  private float[] infer(Batch<T> batch) {
    return torch.numbers(torch.softmax(forward(batch)));
  }

  private T forward(Batch<T> batch) {
    return run(network, torch.pictures(batch.pictures), false);
  }

  /** Runs parts one after the other, letting go of what only the gradient may still need. */
  private T run(List<Part> parts, T input, boolean keepInput) {
    T x = input;
    boolean keep = keepInput;
    for (Part part : parts) {
      T y = apply(part, x);
      if (!keep && !part.takesInput()) {
        torch.release(x);
      }
      keep = false;
      x = y;
    }
    return x;
  }

  private T apply(Part part, T x) {
    return switch (part) {
      case Part.Conv(String name, int stride, int padding, int groups) -> {
        Weight<T> weight = weight(name + ".weight");
        String bias = name + ".bias";
        List<T> added = weights.containsKey(bias) ? List.of(tensor(bias)) : List.of();
        yield torch.conv2d(
            x,
            new Torch.Filter<>(weight.tensor, added, groups),
            new Torch.Window((int) weight.shape[2], stride, padding));
      }
      case Part.BatchNorm(String name) -> torch.batchNorm(x, norm(name), work.trains());
      case Part.Relu _ -> torch.relu(x);
      case Part.Relu6 _ -> torch.relu6(x);
      case Part.MaxPool(int size, int stride, int padding) ->
          torch.maxPool(x, new Torch.Window(size, stride, padding));
      case Part.GlobalMean _ -> torch.globalMean(x);
      case Part.Flatten _ -> torch.flatten(x);
      case Part.Linear(String name) ->
          torch.linear(x, tensor(name + ".weight"), tensor(name + ".bias"));
      case Part.Residual(List<Part> body, List<Part> shortcut) -> residual(body, shortcut, x);
      case Part.Thin(int channels) -> torch.thin(x, channels);
    };
  }

  private T residual(List<Part> body, List<Part> shortcut, T x) {
    T y = run(body, x, true);
    if (shortcut.isEmpty()) {
      return torch.add(y, x);
    }
    T z = run(shortcut, x, true);
    T sum = torch.add(y, z);
    torch.release(z);
    return sum;
  }

  private Torch.Norm<T> norm(String name) {
    return new Torch.Norm<>(
        tensor(name + ".weight"),
        tensor(name + ".bias"),
        tensor(name + ".running_mean"),
        tensor(name + ".running_var"));
  }

  private T tensor(String name) {
    return weight(name).tensor;
  }

  private Weight<T> weight(String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }

  @Override
  public SequencedMap<String, NamedNumbers> parameters() {
    SequencedMap<String, NamedNumbers> values = new LinkedHashMap<>();
    weights.forEach(
        (name, weight) ->
            values.put(name, new NamedNumbers(weight.shape, torch.numbers(weight.tensor))));
    return values;
  }

  @Override
  public void export(Path file) {
    throw new UnsupportedOperationException("libtorch starts from weights");
  }

  @Override
  public float[] logits() {
    float[][] result = new float[1][];
    torch.scope(
        false,
        () -> {
          result[0] = torch.numbers(forward(batches.getFirst()));
          return 0;
        });
    return result[0];
  }
}
