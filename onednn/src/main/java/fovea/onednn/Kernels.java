package fovea.onednn;

import fovea.graph.op.Binary;
import fovea.graph.op.Conv;
import fovea.graph.op.Custom;
import fovea.graph.op.Dense;
import fovea.graph.op.Distribution;
import fovea.graph.op.Loss;
import fovea.graph.op.Move;
import fovea.graph.op.Noise;
import fovea.graph.op.Norm;
import fovea.graph.op.Op;
import fovea.graph.op.Pool;
import fovea.graph.op.Reduce;
import fovea.graph.op.Select;
import fovea.graph.op.Source;
import fovea.graph.op.Unary;
import fovea.graph.op.UnaryGrad;
import fovea.graph.op.Update;
import fovea.graph.op.Upsample;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Lowered;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.onednn.conv.ConvAlgorithms;
import fovea.onednn.conv.ConvKernels;
import fovea.onednn.ffm.DnnlException;
import fovea.onednn.loops.FoldLoops;
import fovea.onednn.lower.Lowering;
import fovea.onednn.ops.BroadcastKernels;
import fovea.onednn.ops.DenseKernels;
import fovea.onednn.ops.DropoutKernel;
import fovea.onednn.ops.LossKernels;
import fovea.onednn.ops.MoveKernels;
import fovea.onednn.ops.NormKernels;
import fovea.onednn.ops.PointwiseKernels;
import fovea.onednn.ops.PoolKernels;
import fovea.onednn.ops.ReduceKernels;
import fovea.onednn.ops.SoftmaxKernels;
import fovea.onednn.ops.UpdateKernels;
import fovea.onednn.ops.UpsampleKernels;
import java.util.stream.Stream;

/**
 * Lowers programs: which file lowers which step. What oneDNN has no implementation for goes to the
 * reference loops, in the open.
 */
public final class Kernels {
  private final Lowering to;
  private final ConvKernels convolutions;

  private Kernels(ConvAlgorithms algorithms, Lowering to) {
    this.to = to;
    this.convolutions = new ConvKernels(algorithms, to);
  }

  /** Chooses kernels and layouts for {@code program} as a whole. */
  public static Lowered lower(Program program) {
    Lowering to = new Lowering(program);
    ConvAlgorithms algorithms = new ConvAlgorithms(to.trains(), to.differentiates());
    WeightLayouts.settle(program, algorithms);
    return to.lower(new Kernels(algorithms, to)::lower);
  }

  /** Adds the calls for {@code step}. */
  private void lower(Step step) {
    if (Stream.concat(step.inputs().stream(), step.outputs().stream()).anyMatch(Kernels::wide)) {
      wide(step);
      return;
    }
    try {
      fused(step);
    } catch (DnnlException refused) {
      if (!refused.unimplemented()) {
        throw refused.at(step.label());
      }
      to.reference(step, "not implemented in oneDNN");
    }
  }

  private static boolean wide(Value value) {
    return value.type().dtype() == DType.F64 || value.type().dtype() == DType.I64;
  }

  /** oneDNN knows no 64-bit elements; scalars of optimizers are such. */
  private void wide(Step step) {
    switch (step.kernel()) {
      case Kernel.Plain(Update update) -> UpdateKernels.lower(update, step, to);
      case Kernel.Plain(Noise.Dropout dropout) -> DropoutKernel.lower(dropout, step, to);
      case Kernel.Plain(Move.Reshape _) -> MoveKernels.alias(step, to);
      case Kernel.Plain(Custom.Computed _) -> to.custom(step);
      default -> to.reference(step);
    }
  }

  private void fused(Step step) {
    switch (step.kernel()) {
      case Kernel.Plain(Op op) -> plain(op, step);
      case Kernel.ConvFused fused -> convolutions.forward(fused, step);
      case Kernel.BatchNormRelu relu -> NormKernels.trainingRelu(relu, step, to);
      case Kernel.BatchNormReluGrad(double epsilon) ->
          NormKernels.gradient(epsilon, true, step, to);
      case Kernel.AddRelu _ -> PointwiseKernels.addRelu(step, to);
      case Kernel.FoldWeight(double epsilon) ->
          to.loop(step, (inputs, result) -> FoldLoops.weight(epsilon, inputs, result));
      case Kernel.FoldBias(double epsilon, boolean _) ->
          to.loop(step, (inputs, result) -> FoldLoops.bias(epsilon, inputs, result));
    }
  }

  private void plain(Op op, Step step) {
    switch (op) {
      case Unary unary -> PointwiseKernels.unary(unary, step, to);
      case UnaryGrad(Unary of) -> PointwiseKernels.unaryGrad(of, step, to);
      case Binary binary -> PointwiseKernels.binary(binary, step, to);
      case Select _ -> BroadcastKernels.select(step, to);
      case Conv conv -> convolutions.lower(conv, step);
      case Pool pool -> PoolKernels.lower(pool, step, to);
      case Dense dense -> DenseKernels.lower(dense, step, to);
      case Norm norm -> NormKernels.lower(norm, step, to);
      case Distribution distribution -> SoftmaxKernels.lower(distribution, step, to);
      case Loss loss -> LossKernels.lower(loss, step, to);
      case Reduce reduce -> ReduceKernels.lower(reduce, step, to);
      case Move move -> MoveKernels.lower(move, step, to);
      case Upsample upsample -> UpsampleKernels.lower(upsample, step, to);
      case Noise.Dropout dropout -> DropoutKernel.lower(dropout, step, to);
      case Update update -> UpdateKernels.lower(update, step, to);
      case Custom.Computed _ -> to.custom(step);
      case Source _, Custom.Composed _ ->
          throw new IllegalStateException("no kernel runs for it: " + op.name());
    }
  }
}
