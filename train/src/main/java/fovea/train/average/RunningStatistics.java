package fovea.train.average;

import fovea.data.BatchPrefetcher;
import fovea.data.DataLoader;
import fovea.data.batch.Batch;
import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.Threads;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.op.Update;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Mode;
import fovea.nn.Network;
import fovea.nn.Parameters;
import fovea.nn.State;
import fovea.nn.init.KeyedRandom;
import fovea.train.internal.BatchNames;
import java.util.List;

/**
 * The running statistics of batch normalization, computed anew for weights that were not trained as
 * they are, such as averaged ones: the mean over all batches of a forward pass in training, as by
 * PyTorch's {@code update_bn}.
 */
public final class RunningStatistics {
  private static final TensorType SHARE = new TensorType(Shape.scalar(), DType.F64);
  private static final TensorType KEY = new TensorType(Shape.scalar(), DType.I64);

  private RunningStatistics() {}

  /**
   * Replaces the running statistics of {@code model}, except frozen ones, by those of its inputs on
   * {@code examples}.
   */
  public static void recompute(Network model, DataLoader examples) {
    try (BatchPrefetcher prefetcher = examples.open()) {
      Iterable<Batch> batches = prefetcher.epoch(0);
      Engine.instance()
          .onEngineThread(
              () -> {
                recompute(model, batches, Threads.measured());
                return model;
              });
    }
  }

  /** The same on batches that come next, on the engine's thread. */
  public static void recompute(Network model, Iterable<Batch> batches, Threads threads) {
    if (Parameters.states(model).values().stream().allMatch(State::isCounter)) {
      return;
    }
    HostBuffer share = HostBuffer.allocate(SHARE);
    HostBuffer key = HostBuffer.allocate(KEY);
    KeyedRandom random = KeyedRandom.of(0, "running statistics");
    BatchNames names = BatchNames.plain();
    Compiled compiled = compiled(model, names, threads);
    long done = 0;
    for (Batch batch : batches) {
      if (!names.fit(batch)) {
        names = BatchNames.of(batch);
        compiled = compiled(model, names, threads);
      }
      share.set(0, 1.0 / (done + 1));
      key.set(0, random.smallKey(done));
      List<HostBuffer> arguments = BatchNames.arguments(batch);
      arguments.addAll(List.of(share, key));
      compiled.plan(HostBuffer.types(arguments)).run(arguments);
      done++;
    }
  }

  private static Compiled compiled(Network model, BatchNames names, Threads threads) {
    return Compiled.of(in -> graph(model, names, in)).with(threads);
  }

  /** The changes of running statistics; what the network computes after them is left out. */
  private static List<Tensor> graph(Network model, BatchNames names, List<Tensor> in) {
    Tensor key = in.get(in.size() - 1);
    Tensor share = in.get(in.size() - 2);
    Trace.Recorded<?> recorded =
        Trace.of(() -> Mode.training(key, () -> model.apply(names.inputs(in))));
    // Asked for again, since this trace depends on what they are like, too.
    recorded.lookedAt().forEach(Variable::type);
    recorded.changes().forEach((variable, changed) -> follow(variable, changed.node(), share));
    return List.of(share);
  }

  private static void follow(Variable running, Node change, Tensor share) {
    if (change.op() instanceof Update.RunningMean(double _, double correction)) {
      Tensor before = running.tensor();
      Tensor way = change.inputs().get(1).mul(correction).sub(before);
      Trace.assign(running, before.add(way.mul(share.cast(running.type().dtype()))));
    }
  }
}
