package fovea.onednn.ops;

import fovea.graph.op.Move;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.graph.type.Layout;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.primitive.ConcatPrimitive;
import fovea.onednn.ffm.primitive.ReorderPrimitive;
import fovea.onednn.loops.GatherLoop;
import fovea.onednn.loops.ScatterLoop;
import fovea.onednn.lower.Descs;
import fovea.onednn.lower.Lowering;
import fovea.onednn.lower.PrimitiveCall;
import java.util.ArrayList;
import java.util.List;

/** Moves as copies between strided views; a reshape of row-major elements is no copy at all. */
public final class MoveKernels {
  private static final String OVERHANGS = "oneDNN has no view whose last step leaves the axis";

  private MoveKernels() {}

  public static void lower(Move move, Step step, Lowering to) {
    switch (move) {
      case Move.Reshape _ -> alias(step, to);
      case Move.Transpose(List<Integer> order) ->
          copy(transposed(step, order), whole(step), step, to);
      case Move.Slice slice -> {
        if (overhangs(slice, step.input(0).type(), step.output().type())) {
          to.reference(step, OVERHANGS);
        } else {
          copy(sliced(slice, step.input(0).type()), whole(step), step, to);
        }
      }
      case Move.SliceGrad(Move.Slice slice, Shape _) -> {
        if (overhangs(slice, step.output().type(), step.input(0).type())) {
          to.reference(step, OVERHANGS);
        } else {
          fill(sliced(slice, step.output().type()), step, to);
        }
      }
      case Move.Pad(int axis, int before, int after, double value) -> {
        if (value == 0) {
          int size = step.input(0).type().shape().dim(axis);
          Move.Slice inside = new Move.Slice(axis, before, before + size, 1);
          fill(sliced(inside, step.output().type()), step, to);
        } else {
          to.reference(step);
        }
      }
      case Move.Concat(int axis) -> concat(axis, step, to);
      case Move.Cast(DType dtype) -> {
        // oneDNN rounds to whole numbers, where a cast cuts off.
        if (step.input(0).type().dtype().floating() && !dtype.floating()) {
          to.reference(step);
        } else {
          cast(step, to);
        }
      }
      case Move.Broadcast _ -> BroadcastKernels.broadcast(step, to);
      case Move.Gather(int axis) -> gather(step.input(0).type().shape(), axis, step, to);
      case Move.GatherGrad(int axis, Shape input) -> scatter(input, axis, step, to);
    }
  }

  /** Another element type; what no step computes is converted where it is read. */
  private static void cast(Step step, Lowering to) {
    Value from = step.input(0);
    MemoryDesc target = to.desc(from).as(Descs.type(step.output().type().dtype()));
    // Refused here, and left to the reference, where the processor has no such conversion.
    PrimitiveDesc primitive = ReorderPrimitive.create(to.desc(from), target);
    if (from.origin() instanceof Value.Origin.Computed) {
      to.roles()
          .read(Arg.SOURCE, to.slot(from))
          .write(Arg.DESTINATION, to.result(step.output(), target))
          .call(step, primitive);
    } else {
      to.converted(step.output(), from);
    }
  }

  /** The same bytes under another shape. */
  public static void alias(Step step, Lowering to) {
    Slot plain = to.plain(step.input(0));
    to.define(step.output(), plain.seen(Layout.plain(step.output().type())));
  }

  /** Elements of a row-major tensor at regular distances. */
  private record View(MemoryDesc desc, long offset) {}

  private static View whole(Step step) {
    return whole(step.output().type());
  }

  private static View whole(TensorType type) {
    return new View(Descs.plain(type), 0);
  }

  private static View transposed(Step step, List<Integer> order) {
    Shape x = step.input(0).type().shape();
    long[] strides = order.stream().mapToLong(axis -> x.strides()[axis]).toArray();
    return strided(step.output().type(), strides, 0);
  }

  private static View sliced(Move.Slice slice, TensorType whole) {
    long[] strides = whole.shape().strides();
    long offset = slice.from() * strides[slice.axis()];
    strides[slice.axis()] *= slice.step();
    TensorType part = slice.types(List.of(whole)).getFirst();
    return strided(part, strides, offset);
  }

  /**
   * Whether the last step from one element of a slice to the next would leave the axis: oneDNN
   * takes that for rows that overlap.
   */
  private static boolean overhangs(Move.Slice slice, TensorType whole, TensorType part) {
    int axis = slice.axis();
    return axis > 0 && (long) slice.step() * part.shape().dim(axis) > whole.shape().dim(axis);
  }

  private static View strided(TensorType type, long[] strides, long offset) {
    MemoryDesc desc =
        MemoryDesc.strided(Descs.type(type.dtype()), Descs.dims(type.shape()), strides);
    return new View(desc, offset * type.dtype().bytes());
  }

  private static void copy(View from, View into, Step step, Lowering to) {
    PrimitiveDesc primitive = ReorderPrimitive.create(from.desc(), into.desc());
    to.roles()
        .read(Arg.SOURCE, to.plain(step.input(0)), from.desc())
        .offset(Arg.SOURCE, from.offset())
        .write(Arg.DESTINATION, to.plainResult(step.output()), into.desc())
        .call(step, primitive);
  }

  /** Copies into a part of a result that is zero elsewhere. */
  private static void fill(View into, Step step, Lowering to) {
    MemoryDesc from = Descs.plain(step.input(0).type());
    PrimitiveDesc primitive = ReorderPrimitive.create(from, into.desc());
    to.roles()
        .read(Arg.SOURCE, to.plain(step.input(0)))
        .write(Arg.DESTINATION, to.plainResult(step.output()), into.desc())
        .offset(Arg.DESTINATION, into.offset())
        .cleared()
        .call(step, primitive);
  }

  private static void gather(Shape whole, int axis, Step step, Lowering to) {
    GatherLoop.Entries entries = entries(whole, axis);
    to.loop(step, (in, picked) -> new GatherLoop(entries, in.get(0), in.get(1), picked));
  }

  private static void scatter(Shape whole, int axis, Step step, Lowering to) {
    if (step.output().type().dtype() != DType.F32) {
      to.reference(step);
      return;
    }
    GatherLoop.Entries entries = entries(whole, axis);
    to.loop(step, (in, sums) -> new ScatterLoop(entries, in.get(0), in.get(1), sums));
  }

  private static GatherLoop.Entries entries(Shape whole, int axis) {
    long inner = whole.strides()[axis];
    int size = whole.dim(axis);
    return new GatherLoop.Entries(whole.elements() / (inner * size), size, inner);
  }

  private static void concat(int axis, Step step, Lowering to) {
    List<MemoryDesc> sources = new ArrayList<>();
    boolean blocked =
        step.inputs().stream()
            .allMatch(v -> v.type().shape().dim(axis) % 16 == 0 && sameLayout(v, step, to));
    for (Value input : step.inputs()) {
      sources.add(blocked ? to.desc(input) : Descs.plain(input.type()));
    }
    MemoryDesc destination = blocked ? MemoryDesc.none() : Descs.plain(step.output().type());
    PrimitiveDesc primitive = ConcatPrimitive.create(axis, sources, destination);
    PrimitiveCall roles = to.roles();
    for (int i = 0; i < sources.size(); i++) {
      roles.read(Arg.source(i), to.in(step.input(i), sources.get(i)));
    }
    roles
        .write(Arg.DESTINATION, to.result(step.output(), primitive.destination()))
        .call(step, primitive);
  }

  private static boolean sameLayout(Value value, Step step, Lowering to) {
    return to.desc(step.input(0)).order().filter(to.desc(value)::isIn).isPresent();
  }
}
