package fovea.nn;

import fovea.graph.Binary;
import fovea.graph.Conv;
import fovea.graph.Custom;
import fovea.graph.Dense;
import fovea.graph.Distribution;
import fovea.graph.Loss;
import fovea.graph.Move;
import fovea.graph.Node;
import fovea.graph.Noise;
import fovea.graph.Norm;
import fovea.graph.Pool;
import fovea.graph.Reduce;
import fovea.graph.Select;
import fovea.graph.Shape;
import fovea.graph.Source;
import fovea.graph.Tensor;
import fovea.graph.Unary;
import fovea.graph.UnaryGrad;
import fovea.graph.Update;
import fovea.graph.Upsample;
import fovea.graph.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Receptive fields of all nodes of a forward pass. */
final class ReceptiveFields {
  private final Map<Node, ReceptiveField> fields = new HashMap<>();
  private final ReceptiveField whole;

  /**
   * Walks over the nodes.
   *
   * @param picture the input {@code [n, c, h, w]}
   * @param nodes in order of making
   */
  ReceptiveFields(Tensor picture, List<Node> nodes) {
    boolean flat = picture.shape().rank() < 4;
    this.whole =
        ReceptiveField.whole(flat ? 1 : picture.shape().dim(2), flat ? 1 : picture.shape().dim(3));
    fields.put(picture.node(), flat ? whole : ReceptiveField.pixel());
    nodes.forEach(node -> fields.put(node, field(node)));
  }

  /** What an element of the node's result sees. */
  ReceptiveField of(Node node) {
    return fields.getOrDefault(node, whole);
  }

  private ReceptiveField field(Node node) {
    ReceptiveField seen =
        node.inputs().stream()
            .map(input -> fields.get(input.node()))
            .filter(field -> field != null)
            .reduce(ReceptiveField::and)
            .orElse(whole);
    if (seen.isWhole()) {
      return whole;
    }
    Shape in = node.input(0).shape();
    return switch (node.op()) {
      case Conv conv -> through(conv, seen);
      case Pool pool -> through(pool, seen, in);
      case Move move -> moved(move, seen, in);
      case Reduce reduce -> reduced(reduce, seen);
      case Source _, Dense _, Upsample _, Custom.Computed _ -> whole;
      case Unary _,
          UnaryGrad _,
          Binary _,
          Select _,
          Norm _,
          Distribution _,
          Loss _,
          Noise _,
          Update _,
          Custom.Composed _ ->
          seen;
    };
  }

  private ReceptiveField through(Conv conv, ReceptiveField seen) {
    return switch (conv) {
      case Conv.Conv2d(Window window, _) -> seen.through(window);
      case Conv.InputGrad _, Conv.WeightGrad _ -> whole;
    };
  }

  private ReceptiveField through(Pool pool, ReceptiveField seen, Shape in) {
    return switch (pool) {
      case Pool.Max(Pool.Pooling pooling) -> seen.through(pooling.window());
      case Pool.Average(Pool.Pooling pooling, _) -> seen.through(pooling.window());
      case Pool.AdaptiveAverage(int height, int width) ->
          height == 1 && width == 1 ? whole : seen.through(parts(in, height, width));
      case Pool.MaxGrad _, Pool.MaxPick _, Pool.AverageGrad _, Pool.AdaptiveAverageGrad _ -> whole;
    };
  }

  /** The window whose places are the parts of a grid, if they are equally large. */
  private static Window parts(Shape in, int height, int width) {
    int down = Math.max(1, in.dim(2) / height);
    int right = Math.max(1, in.dim(3) / width);
    int tall = Math.max(1, in.dim(2) - (height - 1) * down);
    int wide = Math.max(1, in.dim(3) - (width - 1) * right);
    return Window.of(tall, wide).stride(down, right);
  }

  private ReceptiveField moved(Move move, ReceptiveField seen, Shape in) {
    return switch (move) {
      case Move.Slice(int axis, int from, _, int step) -> seen.sliced(axis, from, step);
      case Move.Pad(int axis, int before, _, _) -> seen.sliced(axis, -before, 1);
      case Move.Cast _ -> seen;
      case Move.Concat(int axis) -> axis == 1 ? seen : whole;
      case Move.Reshape(Shape shape) -> keepsPlaces(in, shape) ? seen : whole;
      case Move.Transpose _, Move.SliceGrad _, Move.Broadcast _, Move.Gather _, Move.GatherGrad _ ->
          whole;
    };
  }

  private ReceptiveField reduced(Reduce reduce, ReceptiveField seen) {
    List<Integer> axes =
        switch (reduce) {
          case Reduce.Sum(List<Integer> summed, _) -> summed;
          case Reduce.Maximum(List<Integer> compared, _) -> compared;
          case Reduce.ArgMax(int axis) -> List.of(axis);
        };
    return axes.equals(List.of(1)) ? seen : whole;
  }

  /** Whether rows and columns stay rows and columns, as when channels are split. */
  private static boolean keepsPlaces(Shape from, Shape to) {
    return to.rank() >= 3
        && from.dim(from.rank() - 2) == to.dim(to.rank() - 2)
        && from.dim(from.rank() - 1) == to.dim(to.rank() - 1);
  }
}
