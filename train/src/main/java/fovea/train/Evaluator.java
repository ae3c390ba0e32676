package fovea.train;

import fovea.data.BatchPrefetcher;
import fovea.data.DataLoader;
import fovea.data.batch.Batch;
import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.Plan;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Mode;
import fovea.nn.Network;
import fovea.nn.Tensors;
import fovea.train.counting.Counts;
import fovea.train.counting.Totals;
import fovea.train.internal.BatchNames;
import fovea.train.internal.FiniteOutput;
import fovea.train.metric.Evaluation;
import fovea.train.metric.Pass;
import fovea.train.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Evaluates a model on examples. The device and, unless {@link #precision} names one, the precision
 * are the current ones.
 */
public final class Evaluator {
  private final Network model;
  private final Task task;
  private final Precision precision;
  private final Counts counts;
  private BatchNames names = BatchNames.plain();
  private Compiled compiled;

  private Evaluator(Network model, Task task, Precision precision) {
    this.model = model;
    this.task = task;
    this.precision = precision;
    this.counts = new Counts(task.metrics());
    this.compiled = compiled(names);
  }

  /** An evaluator of a model by the loss and the metrics of {@code task}. */
  public static Evaluator of(Network model, Task task) {
    return new Evaluator(model, task, Precision.current());
  }

  /** The same evaluator, computing in {@code precision}. */
  public Evaluator precision(Precision precision) {
    return new Evaluator(model, task, precision);
  }

  /** The plan for batches of an input of the given type and a class each, to be looked at. */
  public Plan plan(TensorType input) {
    TensorType labels = new TensorType(Shape.of(input.shape().dim(0)), DType.I32);
    return compiled.plan(List.of(input, labels));
  }

  /** Hears how far an evaluation has come, and may end it. */
  @FunctionalInterface
  public interface Watcher {
    /** Called after each batch; the evaluation ends early when this is false. */
    boolean shouldContinue(long done, long total);
  }

  /**
   * Evaluates on all of {@code examples}.
   *
   * @throws fovea.graph.type.FoveaException if the network gives no finite numbers for one of them
   */
  public Evaluation run(DataLoader examples) {
    return run(examples, (_, _) -> true);
  }

  /**
   * Evaluates on {@code examples} for as long as {@code watcher} lets it.
   *
   * @throws fovea.graph.type.FoveaException if the network gives no finite numbers for one of them
   */
  public Evaluation run(DataLoader examples, Watcher watcher) {
    return run(examples, watcher, this::requireFinite);
  }

  /**
   * As {@link #run(DataLoader, Watcher)}, but a loss that is not finite is the caller's business.
   */
  Evaluation measure(DataLoader examples, Watcher watcher) {
    return run(examples, watcher, (_, _) -> {});
  }

  /** Looks at a plan that has run. */
  private interface Check {
    /** The examples are those from {@code first} on. */
    void look(Plan plan, long first);
  }

  private Evaluation run(DataLoader examples, Watcher watcher, Check check) {
    try (BatchPrefetcher prefetcher = examples.open()) {
      return Engine.instance().onEngineThread(() -> run(examples, prefetcher, watcher, check));
    }
  }

  private void requireFinite(Plan plan, long first) {
    if (!Double.isFinite(plan.scalar(0))) {
      throw FiniteOutput.lost(plan.result(1 + counts.values().length), first);
    }
  }

  /** Evaluates what comes after a frozen part of a network, {@code batch} rows at a time. */
  Evaluation run(Features features, int batch) {
    return Engine.instance()
        .onEngineThread(
            () -> {
              Totals totals = new Totals(task.metrics());
              for (int from = 0; from < features.size(); from += batch) {
                int to = Math.min(from + batch, features.size());
                requireFinite(
                    add(features.rows(IntStream.range(from, to).toArray()), totals), from);
              }
              return totals.evaluation();
            });
  }

  private Evaluation run(
      DataLoader examples, BatchPrefetcher prefetcher, Watcher watcher, Check check) {
    Totals totals = new Totals(task.metrics());
    long done = 0;
    for (Batch batch : prefetcher.epoch(0)) {
      Plan plan = add(batch, totals);
      if (done == 0) {
        int _ = prefetcher.growBeside(plan.summary().team().threads());
      }
      check.look(plan, done);
      done += batch.size();
      if (!watcher.shouldContinue(done, examples.data().size())) {
        break;
      }
    }
    return totals.evaluation();
  }

  private Plan add(Batch batch, Totals totals) {
    if (!names.fit(batch)) {
      names = BatchNames.of(batch);
      compiled = compiled(names);
    }
    List<HostBuffer> arguments = BatchNames.arguments(batch);
    Plan plan = compiled.plan(HostBuffer.types(arguments));
    plan.run(arguments);
    counts.read(plan, 1);
    totals.add(batch.size(), plan.scalar(0), counts.values());
    return plan;
  }

  private Compiled compiled(BatchNames names) {
    return Compiled.of(in -> graph(names, in)).in(precision);
  }

  /** The loss, what metrics count, and the outputs, which tell where a value is not finite. */
  private List<Tensor> graph(BatchNames names, List<Tensor> in) {
    Tensors inputs = names.inputs(in);
    Pass pass = new Pass(inputs, Mode.inference(() -> model.apply(inputs)), names.targets(in));
    task.check(pass);
    List<Tensor> results = new ArrayList<>(List.of(task.loss(pass)));
    results.addAll(counts.of(pass));
    results.addAll(pass.outputs().byName().values());
    return results;
  }
}
