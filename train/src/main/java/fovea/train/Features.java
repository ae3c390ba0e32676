package fovea.train;

import fovea.data.BatchPrefetcher;
import fovea.data.DataLoader;
import fovea.data.batch.Batch;
import fovea.data.batch.TensorSpec;
import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.Plan;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.train.internal.FiniteOutput;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * What a frozen part of a network makes of examples, computed once: training what comes after it
 * then costs next to nothing.
 *
 * @param all of the features, {@code features [n, …]}, with the targets of the examples
 */
public record Features(Batch all) {
  private static final String NAME = "features";

  /**
   * Computes the features of all examples, in the order of the data set.
   *
   * @throws fovea.graph.type.FoveaException if the network gives no finite numbers for one of them
   */
  public static Features of(Layer part, DataLoader examples) {
    return of(part, examples, (_, _) -> true);
  }

  /**
   * Computes the features of all examples for as long as {@code watcher} lets it; those of examples
   * after that are zeros.
   *
   * @param part of a network; computed as in inference
   * @param examples in the order of the data set, or features and targets would still belong
   *     together, but not to the data set's indices
   * @throws fovea.graph.type.FoveaException if the network gives no finite numbers for one of them
   */
  public static Features of(Layer part, DataLoader examples, Evaluator.Watcher watcher) {
    return repeatedly(part, examples, watcher).get();
  }

  /**
   * Computes the features of all examples each time that it is asked for them, with the values that
   * the part has by then; plans are made but once.
   */
  public static Supplier<Features> repeatedly(Layer part, DataLoader examples) {
    return repeatedly(part, examples, (_, _) -> true);
  }

  private static Supplier<Features> repeatedly(
      Layer part, DataLoader examples, Evaluator.Watcher watcher) {
    var compiled = Compiled.of(in -> List.of(Mode.inference(() -> in.getFirst().apply(part))));
    return () -> {
      try (BatchPrefetcher prefetcher = examples.open()) {
        return Engine.instance()
            .onEngineThread(() -> compute(compiled, examples, prefetcher, watcher));
      }
    };
  }

  /** Number of examples. */
  public int size() {
    return all.size();
  }

  /** The features themselves, {@code [n, …]}. */
  public HostBuffer values() {
    return all.input();
  }

  /** A copy of the rows {@code indices}, in that order. */
  public Batch rows(int[] indices) {
    return new Batch(rows(all.inputs(), indices), rows(all.targets(), indices));
  }

  private static Features compute(
      Compiled compiled,
      DataLoader examples,
      BatchPrefetcher prefetcher,
      Evaluator.Watcher watcher) {
    int total = examples.data().size();
    TensorSpec input = examples.data().schema().inputs().getFirst();
    TensorType row = compiled.graph(List.of(input.batch(1))).results().getFirst().type();
    SequencedMap<String, HostBuffer> inputs = new LinkedHashMap<>();
    inputs.put(NAME, HostBuffer.allocate(rows(row, total)));
    SequencedMap<String, HostBuffer> targets = new LinkedHashMap<>();
    for (TensorSpec target : examples.data().schema().targets()) {
      targets.put(target.name(), HostBuffer.allocate(target.batch(total)));
    }
    int done = 0;
    for (Batch batch : prefetcher.epoch(0)) {
      Plan plan = compiled.plan(List.of(batch.input().type()));
      plan.run(List.of(batch.input()));
      HostBuffer made = plan.result(0);
      FiniteOutput.require(made, NAME, done);
      copyRows(made, inputs.firstEntry().getValue(), done);
      for (Map.Entry<String, HostBuffer> target : targets.entrySet()) {
        copyRows(
            Objects.requireNonNull(batch.targets().get(target.getKey())), target.getValue(), done);
      }
      done += batch.size();
      if (!watcher.shouldContinue(done, total)) {
        break;
      }
    }
    return new Features(new Batch(inputs, targets));
  }

  private static SequencedMap<String, HostBuffer> rows(
      SequencedMap<String, HostBuffer> values, int[] indices) {
    SequencedMap<String, HostBuffer> chosen = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          HostBuffer rows = HostBuffer.allocate(rows(value.type(), indices.length));
          for (int i = 0; i < indices.length; i++) {
            copyRows(row(value, indices[i]), rows, i);
          }
          chosen.put(name, rows);
        });
    return chosen;
  }

  private static HostBuffer row(HostBuffer from, int row) {
    TensorType type = rows(from.type(), 1);
    return new HostBuffer(type, from.data().asSlice(row * type.bytes(), type.bytes()));
  }

  private static TensorType rows(TensorType type, int rows) {
    return type.with(type.shape().with(0, rows));
  }

  /** Copies all rows of {@code from} to {@code to} from row {@code place} on. */
  private static void copyRows(HostBuffer from, HostBuffer to, int place) {
    long bytes = to.type().bytes() / to.type().shape().dim(0);
    MemorySegment.copy(from.data(), 0, to.data(), place * bytes, from.data().byteSize());
  }
}
