package fovea.onednn.ops;

import fovea.graph.op.Norm;
import fovea.graph.spi.Call;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Slot;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.BackwardOperands;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.primitive.BatchNormPrimitive;
import fovea.onednn.ffm.primitive.BatchNormPrimitive.Flag;
import fovea.onednn.ffm.primitive.LrnPrimitive;
import fovea.onednn.loops.LimitLoop;
import fovea.onednn.lower.BlockedLayout;
import fovea.onednn.lower.Lowering;
import fovea.onednn.lower.PrimitiveCall;
import fovea.onednn.moments.ChannelMoments;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Normalizations in the layout of their input. */
public final class NormKernels {
  private NormKernels() {}

  public static void lower(Norm norm, Step step, Lowering to) {
    // oneDNN knows scales and statistics in f32 only, whatever the type of the data.
    if (batch(norm) && step.input(1).type().dtype() != DType.F32) {
      to.reference(step);
      return;
    }
    switch (norm) {
      case Norm.BatchNorm(double epsilon) -> training(epsilon, false, step, to);
      case Norm.BatchNormGrad(double epsilon) -> gradient(epsilon, false, step, to);
      case Norm.BatchNormInference(double epsilon) -> inference(epsilon, step, to);
      case Norm.LocalResponse local -> localResponse(local, step, to);
      case Norm.LocalResponseGrad(var local) -> localResponseGrad(local, step, to);
    }
  }

  private static boolean batch(Norm norm) {
    return switch (norm) {
      case Norm.BatchNorm _, Norm.BatchNormGrad _, Norm.BatchNormInference _ -> true;
      case Norm.LocalResponse _, Norm.LocalResponseGrad _ -> false;
    };
  }

  /** With ReLU, and a second pass over its results where they are limited. */
  public static void trainingRelu(Kernel.BatchNormRelu relu, Step step, Lowering to) {
    training(relu.epsilon(), true, step, to);
    if (relu.limited()) {
      DType dtype = step.output(0).type().dtype();
      List<Slot> both = List.of(to.slot(step.output(0)), to.slot(step.output(3)));
      to.java(
          new Call.Label(step.path(), "clamp", step.output(0).type().toString(), "java", false),
          both,
          both,
          memory ->
              LimitLoop.of(
                  dtype, relu.limit(), memory.of(both.getFirst()), memory.of(both.getLast())));
    }
  }

  private static void training(double epsilon, boolean relu, Step step, Lowering to) {
    Value x = step.input(0);
    MemoryDesc data = to.desc(x);
    Optional<ChannelMoments.Maker> moments =
        x.type().dtype() == DType.F32 ? ChannelMoments.over(data) : Optional.empty();
    if (moments.isEmpty() && LargeNormKernels.suits(x.type())) {
      LargeNormKernels.training(epsilon, relu, step, to);
      return;
    }
    BatchNormPrimitive.Settings settings = settings(epsilon, relu);
    PrimitiveDesc primitive =
        BatchNormPrimitive.forward(
            Propagation.TRAINING,
            moments.isPresent() ? settings.with(Flag.GLOBAL_STATISTICS) : settings,
            data,
            data);
    Slot mean = to.plainResult(step.output(1));
    Slot variance = to.plainResult(step.output(2));
    PrimitiveCall roles =
        to.roles()
            .read(Arg.SOURCE, to.slot(x))
            .read(Arg.SCALE, to.plain(step.input(1)))
            .read(Arg.SHIFT, to.plain(step.input(2)))
            .write(Arg.DESTINATION, to.result(step.output(0), primitive.destination()))
            .write(Arg.MEAN, mean)
            .write(Arg.VARIANCE, variance);
    Slot source = to.slot(x);
    moments.ifPresent(
        maker ->
            roles.after(
                memory ->
                    maker.bind(
                        new ChannelMoments.Buffers(
                            memory.of(source), memory.of(mean), memory.of(variance)),
                        to::code)));
    if (relu) {
      Value mask = step.output(3);
      MemoryDesc workspace = primitive.workspace();
      Slot slot = to.define(mask, Slot.temporary(new BlockedLayout(mask.type(), workspace)));
      roles.write(Arg.WORKSPACE, slot, workspace);
    }
    roles.call(step, primitive);
  }

  public static void gradient(double epsilon, boolean relu, Step step, Lowering to) {
    Value x = step.input(0);
    if (LargeNormKernels.suits(x.type())) {
      LargeNormKernels.gradient(epsilon, relu, step, to);
      return;
    }
    MemoryDesc data = to.desc(x);
    PrimitiveDesc forward = forward(epsilon, relu, data);
    PrimitiveDesc primitive =
        BatchNormPrimitive.backward(
            Propagation.BACKWARD,
            settings(epsilon, relu),
            new BackwardOperands(data, data, data),
            forward);
    PrimitiveCall roles =
        to.roles()
            .read(Arg.DESTINATION_GRADIENT, to.in(step.input(4), data))
            .read(Arg.SOURCE, to.slot(x))
            .read(Arg.MEAN, to.plain(step.input(1)))
            .read(Arg.VARIANCE, to.plain(step.input(2)))
            .read(Arg.SCALE, to.plain(step.input(3)));
    if (relu) {
      roles.read(Arg.WORKSPACE, to.slot(step.input(5)), primitive.workspace());
    }
    roles
        .write(Arg.SOURCE_GRADIENT, to.result(step.output(0), data))
        .write(Arg.SCALE_GRADIENT, to.plainResult(step.output(1)))
        .write(Arg.SHIFT_GRADIENT, to.plainResult(step.output(2)))
        .inPlace()
        .call(step, primitive);
  }

  private static void inference(double epsilon, Step step, Lowering to) {
    Value x = step.input(0);
    MemoryDesc data = to.desc(x);
    BatchNormPrimitive.Settings settings =
        new BatchNormPrimitive.Settings(
            (float) epsilon, EnumSet.of(Flag.SCALE, Flag.SHIFT, Flag.GLOBAL_STATISTICS));
    PrimitiveDesc primitive =
        BatchNormPrimitive.forward(Propagation.INFERENCE, settings, data, data);
    to.roles()
        .read(Arg.SOURCE, to.slot(x))
        .read(Arg.SCALE, to.plain(step.input(1)))
        .read(Arg.SHIFT, to.plain(step.input(2)))
        .read(Arg.MEAN, to.plain(step.input(3)))
        .read(Arg.VARIANCE, to.plain(step.input(4)))
        .write(Arg.DESTINATION, to.result(step.output(), data))
        .inPlace()
        .call(step, primitive);
  }

  private static PrimitiveDesc forward(double epsilon, boolean relu, MemoryDesc data) {
    return BatchNormPrimitive.forward(Propagation.TRAINING, settings(epsilon, relu), data, data);
  }

  private static BatchNormPrimitive.Settings settings(double epsilon, boolean relu) {
    EnumSet<Flag> flags = EnumSet.of(Flag.SCALE, Flag.SHIFT);
    if (relu) {
      flags.add(Flag.RELU);
    }
    return new BatchNormPrimitive.Settings((float) epsilon, flags);
  }

  private static void localResponse(Norm.LocalResponse local, Step step, Lowering to) {
    // An even neighborhood is not centered, and the two libraries lean to different sides.
    if (local.size() % 2 == 0) {
      to.reference(step);
      return;
    }
    Value x = step.input(0);
    MemoryDesc data = to.desc(x);
    PrimitiveDesc primitive =
        LrnPrimitive.forward(Propagation.INFERENCE, settings(local), data, data);
    to.roles()
        .read(Arg.SOURCE, to.slot(x))
        .write(Arg.DESTINATION, to.result(step.output(), primitive.destination()))
        .call(step, primitive);
  }

  /** Runs the forward pass once more for its workspace: cheaper than to keep it. */
  private static void localResponseGrad(Norm.LocalResponse local, Step step, Lowering to) {
    if (local.size() % 2 == 0) {
      to.reference(step);
      return;
    }
    Value x = step.input(0);
    MemoryDesc data = to.desc(x);
    LrnPrimitive.Settings settings = settings(local);
    PrimitiveDesc forward = LrnPrimitive.forward(Propagation.TRAINING, settings, data, data);
    PrimitiveDesc backward =
        LrnPrimitive.backward(settings, new BackwardOperands(data, data, data), forward);
    Slot result = Slot.temporary(BlockedLayout.of(x.type(), data));
    MemoryDesc workspace = forward.workspace();
    Slot kept = Slot.temporary(new BlockedLayout(x.type(), workspace));
    PrimitiveCall again = to.roles().read(Arg.SOURCE, to.slot(x)).write(Arg.DESTINATION, result);
    PrimitiveCall roles =
        to.roles()
            .read(Arg.DESTINATION_GRADIENT, to.in(step.input(1), data))
            .read(Arg.SOURCE, to.slot(x));
    if (!workspace.isNone()) {
      again.write(Arg.WORKSPACE, kept, workspace);
      roles.read(Arg.WORKSPACE, kept, workspace);
      again.call(step, forward);
    }
    roles.write(Arg.SOURCE_GRADIENT, to.result(step.output(), data)).call(step, backward);
  }

  private static LrnPrimitive.Settings settings(Norm.LocalResponse local) {
    return new LrnPrimitive.Settings(
        local.size(), (float) local.alpha(), (float) local.beta(), (float) local.k());
  }
}
