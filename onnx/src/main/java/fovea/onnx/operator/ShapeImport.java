package fovea.onnx.operator;

import static java.util.Map.entry;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that give the same elements another shape or order. */
final class ShapeImport {
  static final Map<String, Operator> OPERATORS =
      Map.ofEntries(
          entry("Identity", Operator.of(call -> call.value(0))),
          entry("Reshape", Operator.of(ShapeImport::reshape)),
          entry("Flatten", Operator.of(ShapeImport::flatten)),
          entry("Squeeze", Operator.of(ShapeImport::squeeze)),
          entry("Unsqueeze", Operator.of(ShapeImport::unsqueeze)),
          entry("Transpose", Operator.of(ShapeImport::transpose)),
          entry("Expand", Operator.of(ShapeImport::expand)),
          entry("DepthToSpace", Operator.of(ShapeImport::depthToSpace)),
          entry("SpaceToDepth", Operator.of(ShapeImport::spaceToDepth)));

  private ShapeImport() {}

  private static TracedValue reshape(NodeCall call) {
    Shape x = call.shape(0);
    long[] target = call.wholes(1, "shape").clone();
    boolean zeros = call.node().whole("allowzero", 0) != 0;
    long known = 1;
    int open = -1;
    for (int i = 0; i < target.length; i++) {
      if (target[i] == 0 && !zeros) {
        target[i] = x.dim(i);
      }
      if (target[i] < 0) {
        open = target[i] == -1 && open < 0 ? i : Integer.MAX_VALUE;
      } else {
        known = Math.multiplyExact(known, target[i]);
      }
    }
    if (open == Integer.MAX_VALUE || (open >= 0 && (known == 0 || x.elements() % known != 0))) {
      throw FoveaException.here(
          "%s does not have the elements of %s".formatted(x, Arrays.toString(target)),
          "check the size of the pictures, or get the model again");
    }
    if (open >= 0) {
      target[open] = x.elements() / known;
    } else if (known != x.elements()) {
      otherBatch(x, target, known);
    }
    return Shaping.reshaped(call.value(0), Shape.of(HostArithmetic.ints(target)));
  }

  /** Many exporters write the batch size of their example: another batch is meant there too. */
  private static void otherBatch(Shape x, long[] target, long known) {
    boolean first = x.rank() > 0 && target.length > 0 && known > 0 && target[0] > 0;
    if (first && x.elements() % (known / target[0]) == 0) {
      long batch = x.elements() / (known / target[0]);
      target[0] = batch == x.dim(0) ? batch : target[0];
    }
  }

  private static TracedValue flatten(NodeCall call) {
    Shape x = call.shape(0);
    long asked = call.node().whole("axis", 1);
    int axis = asked == x.rank() ? x.rank() : call.axis(asked, x.rank());
    long rows = IntStream.range(0, axis).mapToLong(x::dim).reduce(1, Math::multiplyExact);
    long columns = IntStream.range(axis, x.rank()).mapToLong(x::dim).reduce(1, Math::multiplyExact);
    return Shaping.reshaped(call.value(0), Shape.of(HostArithmetic.ints(rows, columns)));
  }

  private static TracedValue squeeze(NodeCall call) {
    Shape x = call.shape(0);
    long[] named =
        call.given(1, "axes")
            ? call.wholes(1, "axes")
            : LongStream.range(0, x.rank()).filter(i -> x.dim((int) i) == 1).toArray();
    int[] axes = call.axes(named, x.rank());
    for (int axis : axes) {
      if (x.dim(axis) != 1) {
        throw FoveaException.here(
            String.format(
                Locale.ROOT, "axis %d of %s is to be dropped, but its size is not 1", axis, x),
            "check the size of the pictures, or get the model again");
      }
    }
    return Shaping.reshaped(
        call.value(0),
        Shape.of(
            IntStream.range(0, x.rank())
                .filter(i -> IntStream.of(axes).noneMatch(axis -> axis == i))
                .map(x::dim)
                .toArray()));
  }

  private static TracedValue unsqueeze(NodeCall call) {
    Shape x = call.shape(0);
    long[] named = call.wholes(1, "axes");
    int rank = x.rank() + named.length;
    int[] axes = call.axes(named, rank);
    int[] dims = new int[rank];
    IntStream.of(axes).forEach(axis -> dims[axis] = -1);
    int next = 0;
    for (int i = 0; i < rank; i++) {
      dims[i] = dims[i] == -1 ? 1 : x.dim(next++);
    }
    return Shaping.reshaped(call.value(0), Shape.of(dims));
  }

  private static TracedValue transpose(NodeCall call) {
    Shape x = call.shape(0);
    int rank = x.rank();
    long[] reversed = LongStream.range(0, rank).map(i -> rank - 1 - i).toArray();
    int[] order = call.axes(call.node().wholes("perm", reversed), rank);
    if (order.length != rank) {
      throw FoveaException.here(
          "order %s does not name each axis of %s".formatted(Arrays.toString(order), x),
          "get or export the model again");
    }
    return call.value(0) instanceof TracedValue.Known known
        ? transposed(known, order)
        : TracedValue.of(call.tensor(0).transpose(order));
  }

  /** Axis {@code i} of the result is axis {@code order[i]} of {@code x}. */
  static TracedValue.Known transposed(TracedValue.Known x, int[] order) {
    Shape shape = Shape.of(IntStream.of(order).map(x.shape()::dim).toArray());
    long[] from = x.shape().strides();
    long[] to = shape.strides();
    return HostArithmetic.pick(
        x,
        shape,
        index -> {
          long rest = index;
          long found = 0;
          for (int i = 0; i < order.length; i++) {
            found += rest / to[i] * from[order[i]];
            rest %= to[i];
          }
          return found;
        });
  }

  private static TracedValue expand(NodeCall call) {
    Shape target = call.shape(0).broadcast(Shape.of(HostArithmetic.ints(call.wholes(1))));
    return call.value(0) instanceof TracedValue.Known known
        ? HostArithmetic.broadcast(known, target)
        : TracedValue.of(call.tensor(0).broadcastTo(target));
  }

  /** Shi et al. 2016; in mode CRD as PyTorch's pixel shuffle. */
  private static TracedValue depthToSpace(NodeCall call) {
    Tensor x = call.real(0);
    int block = block(call, x.shape());
    Shape s = x.shape();
    int channels = s.dim(1) / (block * block);
    int height = s.dim(2);
    int width = s.dim(3);
    boolean columns = call.node().text("mode", "DCR").equals("CRD");
    Tensor blocks =
        columns
            ? x.reshape(s.dim(0), channels, block, block, height, width)
            : x.reshape(s.dim(0), block, block, channels, height, width);
    Tensor ordered =
        columns ? blocks.transpose(0, 1, 4, 2, 5, 3) : blocks.transpose(0, 3, 4, 1, 5, 2);
    return TracedValue.of(ordered.reshape(s.dim(0), channels, height * block, width * block));
  }

  private static TracedValue spaceToDepth(NodeCall call) {
    Tensor x = call.real(0);
    Shape s = x.shape();
    int block = HostArithmetic.small(call.node().whole("blocksize", 1));
    if (s.rank() != 4 || block < 1 || s.dim(2) % block != 0 || s.dim(3) % block != 0) {
      throw FoveaException.here(
          String.format(Locale.ROOT, "%s does not divide into blocks of %d", s, block),
          "check the size of the pictures");
    }
    int height = s.dim(2) / block;
    int width = s.dim(3) / block;
    return TracedValue.of(
        x.reshape(s.dim(0), s.dim(1), height, block, width, block)
            .transpose(0, 3, 5, 1, 2, 4)
            .reshape(s.dim(0), s.dim(1) * block * block, height, width));
  }

  private static int block(NodeCall call, Shape x) {
    long block = call.node().whole("blocksize", 1);
    if (x.rank() != 4 || block < 1 || block > x.dim(1) || x.dim(1) % (block * block) != 0) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT, "the channels of %s do not divide into blocks of %d", x, block),
          "get or export the model again");
    }
    return (int) block;
  }
}
