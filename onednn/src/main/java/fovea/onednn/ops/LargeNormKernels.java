package fovea.onednn.ops;

import fovea.graph.spi.Call;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.graph.type.Layout;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.BackwardOperands;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.primitive.BatchNormPrimitive;
import fovea.onednn.ffm.primitive.BatchNormPrimitive.Flag;
import fovea.onednn.loops.LoopAxis;
import fovea.onednn.loops.reduce.BatchSums;
import fovea.onednn.lower.BlockedLayout;
import fovea.onednn.lower.Descs;
import fovea.onednn.lower.Lowering;
import fovea.onednn.lower.MemoryAxes;
import fovea.onednn.lower.PrimitiveCall;
import java.util.EnumSet;
import java.util.List;

/**
 * Batch normalization over so many numbers for each channel that oneDNN's statistics, added up one
 * by one in f32, are wrong: those are ours, it normalizes by them.
 */
final class LargeNormKernels {
  /**
   * Numbers of a channel from which on statistics are ours: up to here those of oneDNN are exact to
   * 1e-5 where numbers vary.
   */
  private static final long LARGE = 1 << 18;

  private LargeNormKernels() {}

  /** Whether the statistics of {@code x} are ours. */
  static boolean suits(TensorType x) {
    return x.dtype() == DType.F32 && count(x) > LARGE;
  }

  private static long count(TensorType x) {
    return x.shape().elements() / x.shape().dim(1);
  }

  /** As {@code x} lies, unless that has places that hold no number. */
  private static MemoryDesc data(Value x, Lowering to) {
    MemoryDesc desc = to.desc(x);
    boolean whole = !desc.isPadded() && MemoryAxes.of(desc).isPresent();
    return whole ? desc : Descs.plain(x.type());
  }

  /** The axes of the data with steps in a vector of channels. */
  private static List<LoopAxis> axes(MemoryDesc data) {
    long[] strides = new long[data.rank()];
    strides[1] = 1;
    return MemoryAxes.of(data).orElseThrow().steps(strides);
  }

  static void training(double epsilon, boolean relu, Step step, Lowering to) {
    Value x = step.input(0);
    MemoryDesc data = data(x, to);
    Slot source = to.in(x, data);
    Slot mean = to.plainResult(step.output(1));
    Slot variance = to.plainResult(step.output(2));
    to.java(
        label("batchStatistics", step),
        List.of(source),
        List.of(mean, variance),
        memory ->
            BatchSums.moments(
                batch(x.type(), data, source, memory), moments(mean, variance, memory)));
    EnumSet<Flag> flags = EnumSet.of(Flag.SCALE, Flag.SHIFT, Flag.GLOBAL_STATISTICS);
    PrimitiveDesc primitive = forward(epsilon, relu, flags, data);
    PrimitiveCall roles =
        to.roles()
            .read(Arg.SOURCE, source)
            .read(Arg.SCALE, to.plain(step.input(1)))
            .read(Arg.SHIFT, to.plain(step.input(2)))
            .read(Arg.MEAN, mean)
            .read(Arg.VARIANCE, variance)
            .write(Arg.DESTINATION, to.result(step.output(0), primitive.destination()));
    if (relu) {
      Value mask = step.output(3);
      MemoryDesc workspace = primitive.workspace();
      Slot slot = to.define(mask, Slot.temporary(new BlockedLayout(mask.type(), workspace)));
      roles.write(Arg.WORKSPACE, slot, workspace);
    }
    roles.call(step, primitive);
  }

  /** oneDNN's gradient for fixed statistics, and what they add to it. */
  static void gradient(double epsilon, boolean relu, Step step, Lowering to) {
    Value x = step.input(0);
    MemoryDesc data = data(x, to);
    Slot source = to.in(x, data);
    Slot mean = to.plain(step.input(1));
    Slot variance = to.plain(step.input(2));
    Slot gamma = to.plain(step.input(3));
    EnumSet<Flag> flags = EnumSet.of(Flag.GLOBAL_STATISTICS);
    PrimitiveDesc forward = forward(epsilon, relu, flags, data);
    PrimitiveDesc primitive =
        BatchNormPrimitive.backward(
            Propagation.BACKWARD_DATA,
            settings(epsilon, relu, flags),
            new BackwardOperands(data, data, data),
            forward);
    PrimitiveCall roles =
        to.roles()
            .read(Arg.DESTINATION_GRADIENT, to.in(step.input(4), data))
            .read(Arg.SOURCE, source)
            .read(Arg.MEAN, mean)
            .read(Arg.VARIANCE, variance);
    if (relu) {
      roles.read(Arg.WORKSPACE, to.slot(step.input(5)), primitive.workspace());
    }
    Slot result = to.result(step.output(0), data);
    roles.write(Arg.SOURCE_GRADIENT, result).inPlace().call(step, primitive);
    Slot scale = to.plainResult(step.output(1));
    Slot shift = to.plainResult(step.output(2));
    // One after the other in one piece of memory: what each channel adds.
    long channels = step.input(3).type().bytes();
    Slot room = Slot.temporary(Layout.plain(x.type().with(Shape.of(2 * x.type().shape().dim(1)))));
    to.java(
        label("batchStatisticsGrad", step),
        List.of(result, source, mean, variance, gamma),
        List.of(result, scale, shift, room),
        memory ->
            BatchSums.gradient(
                batch(x.type(), data, source, memory),
                moments(mean, variance, memory),
                epsilon,
                new BatchSums.Gradient(
                    memory.of(gamma),
                    memory.of(result),
                    memory.of(scale),
                    memory.of(shift),
                    memory.of(room).asSlice(0, channels),
                    memory.of(room).asSlice(channels, channels))));
  }

  private static BatchSums.Batch batch(
      TensorType x, MemoryDesc data, Slot source, Call.Memory memory) {
    return new BatchSums.Batch(axes(data), count(x), memory.of(source));
  }

  private static BatchSums.Moments moments(Slot mean, Slot variance, Call.Memory memory) {
    return new BatchSums.Moments(memory.of(mean), memory.of(variance));
  }

  private static Call.Label label(String kernel, Step step) {
    return new Call.Label(step.path(), kernel, step.input(0).type().toString(), "java", false);
  }

  private static PrimitiveDesc forward(
      double epsilon, boolean relu, EnumSet<Flag> flags, MemoryDesc data) {
    return BatchNormPrimitive.forward(
        Propagation.TRAINING, settings(epsilon, relu, flags), data, data);
  }

  private static BatchNormPrimitive.Settings settings(
      double epsilon, boolean relu, EnumSet<Flag> flags) {
    EnumSet<Flag> all = EnumSet.copyOf(flags);
    if (relu) {
      all.add(Flag.RELU);
    }
    return new BatchNormPrimitive.Settings((float) epsilon, all);
  }
}
