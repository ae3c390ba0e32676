package fovea.onnx.operator;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that cut tensors, join, repeat and pad them, or pick from them. */
final class SliceImport {
  static final Map<String, Operator> OPERATORS =
      Map.of(
          "Concat", Operator.of(SliceImport::concat),
          "Split", SliceImport::split,
          "Slice", Operator.of(SliceImport::slice),
          "Gather", Operator.of(SliceImport::gather),
          "Tile", Operator.of(SliceImport::tile),
          "Pad", Operator.of(SliceImport::pad));

  private SliceImport() {}

  private static TracedValue concat(NodeCall call) {
    List<TracedValue> parts =
        call.inputs().stream().filter(part -> !(part instanceof TracedValue.Absent)).toList();
    int rank = call.shape(0).rank();
    int axis = call.axis(call.node().whole("axis", 1), rank);
    if (parts.stream().allMatch(TracedValue.Known.class::isInstance)) {
      return joined(parts.stream().map(TracedValue.Known.class::cast).toList(), axis);
    }
    List<Tensor> tensors =
        parts.stream()
            .filter(part -> part.shape().elements() > 0)
            .map(TracedValue::tensor)
            .toList();
    DType common = tensors.getFirst().type().dtype();
    return TracedValue.of(Tensor.concat(axis, tensors.stream().map(t -> t.cast(common)).toList()));
  }

  private static TracedValue.Known joined(List<TracedValue.Known> parts, int axis) {
    Shape first = parts.getFirst().shape();
    int total = parts.stream().mapToInt(part -> part.shape().dim(axis)).reduce(0, Math::addExact);
    for (TracedValue.Known part : parts) {
      if (!part.shape().with(axis, total).equals(first.with(axis, total))) {
        throw FoveaException.here(
            "cannot join " + first + " and " + part.shape() + " along axis " + axis,
            "get or export the model again");
      }
    }
    Shape shape = first.with(axis, total);
    long inner =
        IntStream.range(axis + 1, shape.rank()).mapToLong(shape::dim).reduce(1, (a, b) -> a * b);
    return HostArithmetic.fill(
        parts.getFirst().data().type().dtype(),
        shape,
        index -> {
          long row = index / (inner * total);
          long place = index / inner % total;
          for (TracedValue.Known part : parts) {
            int size = part.shape().dim(axis);
            if (place < size) {
              return part.data().at((row * size + place) * inner + index % inner);
            }
            place -= size;
          }
          throw new IndexOutOfBoundsException();
        });
  }

  private static List<TracedValue> split(NodeCall call) {
    int axis = call.axis(call.node().whole("axis", 0), call.shape(0).rank());
    int size = call.shape(0).dim(axis);
    long[] sizes =
        call.given(1, "split")
            ? call.wholes(1, "split")
            : equal(size, call.node().outputs().size());
    if (LongStream.of(sizes).anyMatch(part -> part < 0) || LongStream.of(sizes).sum() != size) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT,
              "pieces %s do not make up axis %d of %s",
              Arrays.toString(sizes),
              axis,
              call.shape(0)),
          "get or export the model again");
    }
    List<TracedValue> pieces = new ArrayList<>();
    int from = 0;
    for (long piece : sizes) {
      int start = from;
      pieces.add(picked(call.value(0), axis, (int) piece, i -> start + i));
      from += (int) piece;
    }
    return pieces;
  }

  private static long[] equal(int size, int count) {
    int piece = (size + count - 1) / count;
    return IntStream.range(0, count)
        .mapToLong(i -> Math.clamp((long) size - (long) i * piece, 0, piece))
        .toArray();
  }

  private static TracedValue slice(NodeCall call) {
    Shape x = call.shape(0);
    long[] starts = call.wholes(1, "starts");
    long[] ends = call.wholes(2, "ends");
    long[] named =
        call.given(3, "axes")
            ? call.wholes(3, "axes")
            : LongStream.range(0, starts.length).toArray();
    long[] ones = new long[starts.length];
    Arrays.fill(ones, 1);
    long[] steps = call.has(4) ? call.wholes(4) : ones;
    int[] axes = call.axes(named, x.rank());
    if (ends.length != starts.length
        || axes.length != starts.length
        || steps.length != starts.length) {
      throw FoveaException.here(
          "starts, ends, axes and steps of different lengths", "get or export the model again");
    }
    TracedValue result = call.value(0);
    for (int i = 0; i < axes.length; i++) {
      result = slice(result, axes[i], starts[i], ends[i], steps[i]);
    }
    return result;
  }

  private static TracedValue slice(TracedValue x, int axis, long start, long end, long step) {
    int size = x.shape().dim(axis);
    if (step == 0) {
      throw FoveaException.here("a slice with step 0", "get or export the model again");
    }
    long first = start < 0 ? Math.max(start, -size) + size : start;
    long last = end < 0 ? Math.max(end, -size - 1L) + size : end;
    long from = step > 0 ? Math.min(first, size) : Math.min(first, size - 1L);
    long to = step > 0 ? Math.min(last, size) : Math.clamp(last, -1, size);
    long stride = Math.clamp(step, -(long) Integer.MAX_VALUE, Integer.MAX_VALUE);
    long count = Math.max(0, Math.ceilDiv(to - from, stride));
    return picked(x, axis, (int) count, i -> (int) (from + i * stride));
  }

  /** {@code count} entries along {@code axis}, each by the place where it comes from. */
  static TracedValue picked(TracedValue x, int axis, int count, IntUnaryOperator from) {
    Shape shape = x.shape().with(axis, count);
    if (x instanceof TracedValue.Known known) {
      int size = x.shape().dim(axis);
      long inner =
          IntStream.range(axis + 1, shape.rank()).mapToLong(shape::dim).reduce(1, (a, b) -> a * b);
      return HostArithmetic.pick(
          known,
          shape,
          i ->
              (i / (inner * count) * size + from.applyAsInt((int) (i / inner % count))) * inner
                  + i % inner);
    }
    if (count > HostArithmetic.MOST) {
      throw FoveaException.here(
          String.format(Locale.ROOT, "%,d entries along axis %d", count, axis),
          "use smaller pictures");
    }
    if (count == 0) {
      return new TracedValue.Known(HostBuffer.allocate(x.tensor().type().with(shape)));
    }
    int step = count == 1 ? 1 : from.applyAsInt(1) - from.applyAsInt(0);
    boolean regular =
        step > 0
            && IntStream.range(0, count)
                .allMatch(i -> from.applyAsInt(i) == from.applyAsInt(0) + i * step);
    if (!regular) {
      return TracedValue.of(
          x.tensor().gather(axis, indices(IntStream.range(0, count).map(from).toArray())));
    }
    int first = from.applyAsInt(0);
    return step == 1 && count == x.shape().dim(axis)
        ? x
        : TracedValue.of(x.tensor().slice(axis, first, from.applyAsInt(count - 1) + 1, step));
  }

  private static Tensor indices(int[] places) {
    HostBuffer data = HostBuffer.allocate(new TensorType(Shape.of(places.length), DType.I32));
    for (int i = 0; i < places.length; i++) {
      data.set(i, places[i]);
    }
    return Tensor.of(data);
  }

  private static TracedValue gather(NodeCall call) {
    Shape x = call.shape(0);
    int axis = call.axis(call.node().whole("axis", 0), x.rank());
    Shape places = call.shape(1);
    int size = x.dim(axis);
    int[] indices = HostArithmetic.ints(call.wholes(1));
    for (int index : indices) {
      if (index < -size || index >= size) {
        throw FoveaException.here(
            String.format(
                Locale.ROOT, "index %d does not exist along axis %d of %s", index, axis, x),
            "get or export the model again");
      }
    }
    TracedValue picked =
        picked(
            call.value(0),
            axis,
            indices.length,
            i -> indices[i] < 0 ? indices[i] + size : indices[i]);
    IntStream before = IntStream.range(0, axis).map(x::dim);
    IntStream after = IntStream.range(axis + 1, x.rank()).map(x::dim);
    int[] dims =
        IntStream.concat(IntStream.concat(before, Arrays.stream(places.dims())), after).toArray();
    return Shaping.reshaped(picked, Shape.of(dims));
  }

  private static TracedValue tile(NodeCall call) {
    int[] repeats = HostArithmetic.ints(call.wholes(1));
    TracedValue result = call.value(0);
    if (repeats.length != result.shape().rank()) {
      throw FoveaException.here(
          String.format(Locale.ROOT, "%d repeats for %s", repeats.length, result.shape()),
          "get or export the model again");
    }
    for (int axis = 0; axis < repeats.length; axis++) {
      int size = result.shape().dim(axis);
      int count = HostArithmetic.small(Math.multiplyExact((long) size, repeats[axis]));
      result = picked(result, axis, count, i -> i % size);
    }
    return result;
  }

  private static TracedValue pad(NodeCall call) {
    Shape x = call.shape(0);
    long[] pads =
        call.has(1) ? call.wholes(1) : call.node().wholes(call.version() < 2 ? "paddings" : "pads");
    long[] all = LongStream.range(0, x.rank()).toArray();
    int[] axes = call.axes(call.has(3) ? call.wholes(3) : all, x.rank());
    if (pads.length != 2 * axes.length) {
      throw FoveaException.here(
          String.format(Locale.ROOT, "%d paddings for %d axes", pads.length, axes.length),
          "get or export the model again");
    }
    double value = call.has(2) ? call.scalar(2) : call.node().real("value", 0);
    String mode = call.node().text("mode", "constant");
    TracedValue result = call.value(0);
    for (int i = 0; i < axes.length; i++) {
      int before = HostArithmetic.small(pads[i]);
      int after = HostArithmetic.small(pads[axes.length + i]);
      result = PadMode.of(mode).apply(result, axes[i], new PadMode.Ends(before, after, value));
    }
    return result;
  }
}
