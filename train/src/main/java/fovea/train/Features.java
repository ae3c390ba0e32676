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
import fovea.graph.Shape;
import fovea.graph.TensorType;
import fovea.nn.Layer;
import fovea.nn.Mode;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * What a frozen part of a network makes of pictures, computed once: training what comes after it
 * then costs next to nothing.
 *
 * @param values {@code [n, …]}, a row for each picture
 * @param labels {@code [n]}, {@code i32}
 */
public record Features(HostBuffer values, HostBuffer labels) {

  /**
   * Computes the features of all pictures, in the order of the data set.
   *
   * @throws fovea.graph.FoveaException if the network gives no finite numbers for one of them
   */
  public static Features of(Layer part, Batches pictures) {
    return of(part, pictures, (_, _) -> true);
  }

  /**
   * Computes the features of all pictures for as long as {@code watcher} lets it; those of pictures
   * after that are zeros.
   *
   * @param part of a network; computed as in inference
   * @param pictures in the order of the data set, or features and labels would still belong
   *     together, but not to the data set's indices
   * @throws fovea.graph.FoveaException if the network gives no finite numbers for one of them
   */
  public static Features of(Layer part, Batches pictures, Evaluator.Watcher watcher) {
    var compiled = Compiled.of(in -> List.of(Mode.inference(() -> in.getFirst().apply(part))));
    try (BatchFeed feed = pictures.open()) {
      return Engine.instance().onEngineThread(() -> compute(compiled, pictures, feed, watcher));
    }
  }

  /** Number of pictures. */
  public int size() {
    return labels.type().shape().dim(0);
  }

  /** Copies the rows {@code indices} in that order. */
  Examples examples(int[] indices) {
    Examples examples =
        new Examples(
            HostBuffer.allocate(rows(values.type(), indices.length)),
            HostBuffer.allocate(rows(labels.type(), indices.length)));
    for (int i = 0; i < indices.length; i++) {
      copyRows(row(values, indices[i]), examples.images(), i);
      copyRows(row(labels, indices[i]), examples.labels(), i);
    }
    return examples;
  }

  private static Features compute(
      Compiled compiled, Batches pictures, BatchFeed feed, Evaluator.Watcher watcher) {
    PictureShape shape = pictures.preprocessing().input();
    TensorType one = TensorType.f32(1, shape.channels(), shape.height(), shape.width());
    TensorType row = compiled.graph(List.of(one)).results().getFirst().type();
    int total = pictures.data().size();
    Features features =
        new Features(
            HostBuffer.allocate(rows(row, total)),
            HostBuffer.allocate(new TensorType(Shape.of(total), DType.I32)));
    int done = 0;
    for (Batch batch : feed.epoch(0)) {
      Examples examples = Examples.of(batch, shape);
      Executable plan = compiled.plan(List.of(examples.images().type()));
      plan.run(List.of(examples.images()));
      HostBuffer made = plan.result(0);
      FiniteOutput.require(made, "features", done);
      copyRows(made, features.values, done);
      copyRows(examples.labels(), features.labels, done);
      done += batch.size();
      if (!watcher.goesOn(done, total)) {
        break;
      }
    }
    return features;
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
