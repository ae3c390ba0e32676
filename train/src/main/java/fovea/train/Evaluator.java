package fovea.train;

import fovea.data.Batch;
import fovea.data.BatchFeed;
import fovea.data.Batches;
import fovea.data.PictureShape;
import fovea.graph.Compiled;
import fovea.graph.DType;
import fovea.graph.Engine;
import fovea.graph.Executable;
import fovea.graph.HostBuffer;
import fovea.graph.Precision;
import fovea.graph.Shape;
import fovea.graph.Tensor;
import fovea.graph.TensorType;
import fovea.nn.Layer;
import fovea.nn.Mode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures a model on labelled pictures. The device and, unless {@link #precision} names one, the
 * precision are the current ones.
 */
public final class Evaluator {
  private final Compiled compiled;

  private Evaluator(Compiled compiled) {
    this.compiled = compiled;
  }

  /** An evaluator of a model whose outputs are logits {@code [n, classes]}. */
  public static Evaluator of(Layer model, Criterion criterion) {
    return new Evaluator(
        Compiled.of(
            in -> {
              Tensor output = Mode.inference(() -> in.get(0).apply(model));
              return List.of(criterion.loss(output, in.get(1)), output);
            }));
  }

  /** The same evaluator, computing in {@code precision}. */
  public Evaluator precision(Precision precision) {
    return new Evaluator(compiled.in(precision));
  }

  /** The plan for batches of the given type, to be looked at. */
  public Executable plan(TensorType images) {
    TensorType labels = new TensorType(Shape.of(images.shape().dim(0)), DType.I32);
    return compiled.plan(List.of(images, labels));
  }

  /** Hears how far an evaluation has come, and may end it. */
  @FunctionalInterface
  public interface Watcher {
    /** Called after each batch; the evaluation ends early when this is false. */
    boolean goesOn(long done, long total);
  }

  /**
   * Evaluates on all of {@code pictures}.
   *
   * @throws fovea.graph.FoveaException if the network gives no finite numbers for one of them
   */
  public Evaluation run(Batches pictures) {
    return run(pictures, (_, _) -> true);
  }

  /**
   * Evaluates on {@code pictures} for as long as {@code watcher} lets it.
   *
   * @throws fovea.graph.FoveaException if the network gives no finite numbers for one of them
   */
  public Evaluation run(Batches pictures, Watcher watcher) {
    return run(pictures, watcher, Evaluator::requireFinite);
  }

  /** As {@link #run(Batches, Watcher)}, but a loss that is not finite is the caller's business. */
  Evaluation measure(Batches pictures, Watcher watcher) {
    return run(pictures, watcher, (_, _) -> {});
  }

  /** Looks at a plan that has run. */
  private interface Check {
    /** The pictures are those from {@code first} on. */
    void look(Executable plan, long first);
  }

  private Evaluation run(Batches pictures, Watcher watcher, Check check) {
    try (BatchFeed feed = pictures.open()) {
      return Engine.instance().onEngineThread(() -> run(pictures, feed, watcher, check));
    }
  }

  private static void requireFinite(Executable plan, long first) {
    if (!Double.isFinite(plan.scalar(0))) {
      throw FiniteOutput.lost(plan.result(1), first);
    }
  }

  /** Evaluates what comes after a frozen part of a network, {@code batch} rows at a time. */
  Evaluation run(Features features, int batch) {
    return Engine.instance()
        .onEngineThread(
            () -> {
              Tally tally = new Tally();
              for (int from = 0; from < features.size(); from += batch) {
                int to = Math.min(from + batch, features.size());
                requireFinite(
                    add(features.examples(IntStream.range(from, to).toArray()), tally), from);
              }
              return tally.total();
            });
  }

  private Executable add(Examples examples, Tally tally) {
    List<HostBuffer> arguments = List.of(examples.images(), examples.labels());
    Executable plan = compiled.plan(HostBuffer.types(arguments));
    plan.run(arguments);
    tally.add(plan.result(1), examples.labels(), plan.scalar(0));
    return plan;
  }

  private Evaluation run(Batches pictures, BatchFeed feed, Watcher watcher, Check check) {
    PictureShape shape = pictures.preprocessing().input();
    Tally tally = new Tally();
    long done = 0;
    for (Batch batch : feed.epoch(0)) {
      check.look(add(Examples.of(batch, shape), tally), done);
      done += batch.size();
      if (!watcher.goesOn(done, pictures.data().size())) {
        break;
      }
    }
    return tally.total();
  }
}
