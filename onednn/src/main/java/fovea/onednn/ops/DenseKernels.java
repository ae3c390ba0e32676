package fovea.onednn.ops;

import fovea.graph.op.Dense;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.primitive.InnerProductPrimitive;
import fovea.onednn.ffm.primitive.MatMulPrimitive;
import fovea.onednn.ffm.primitive.PrimitiveOperands;
import fovea.onednn.lower.Descs;
import fovea.onednn.lower.Lowering;
import fovea.onednn.lower.PrimitiveCall;

/** Fully connected layers and products of matrices. */
public final class DenseKernels {
  private DenseKernels() {}

  public static void lower(Dense dense, Step step, Lowering to) {
    switch (dense) {
      case Dense.Linear _ -> linear(step, to);
      case Dense.LinearInputGrad _ -> inputGrad(step, to);
      case Dense.LinearWeightGrad(boolean bias) -> weightGrad(bias, step, to);
      case Dense.MatMul product -> product(product, step, to);
    }
  }

  private static void linear(Step step, Lowering to) {
    Value x = step.input(0);
    Value weight = step.input(1);
    boolean bias = step.inputs().size() == 3;
    // In training three kernels share the weight, and row-major suits them all.
    boolean trained = to.trained(to.original(weight));
    MemoryDesc weights = trained ? Descs.plain(weight.type()) : Descs.any(weight.type());
    PrimitiveOperands operands =
        new PrimitiveOperands(
            Descs.plain(x.type()),
            weights,
            bias ? Descs.plain(step.input(2).type()) : MemoryDesc.none(),
            Descs.plain(step.output().type()));
    PrimitiveDesc primitive =
        InnerProductPrimitive.forward(
            Propagation.INFERENCE, operands, PrimitiveAttributes.standard());
    PrimitiveCall roles =
        to.roles()
            .read(Arg.SOURCE, to.plain(x))
            .read(Arg.WEIGHTS, to.weight(weight, primitive.weights()), primitive.weights());
    if (bias) {
      roles.read(Arg.BIAS, to.plain(step.input(2)));
    }
    roles.write(Arg.DESTINATION, to.plainResult(step.output())).call(step, primitive);
  }

  private static void inputGrad(Step step, Lowering to) {
    Value dy = step.input(0);
    Value weight = step.input(1);
    PrimitiveOperands operands =
        PrimitiveOperands.of(
            Descs.plain(step.output().type()), Descs.plain(weight.type()), Descs.plain(dy.type()));
    PrimitiveDesc primitive = InnerProductPrimitive.backwardData(operands, hint(operands));
    to.roles()
        .read(Arg.DESTINATION_GRADIENT, to.plain(dy))
        .read(Arg.WEIGHTS, to.plain(weight))
        .write(Arg.SOURCE_GRADIENT, to.plainResult(step.output()))
        .call(step, primitive);
  }

  private static void weightGrad(boolean wanted, Step step, Lowering to) {
    Value x = step.input(0);
    Value dy = step.input(1);
    boolean apart = wanted && BiasKernels.apart(dy.type());
    boolean bias = wanted && !apart;
    PrimitiveOperands operands =
        new PrimitiveOperands(
            Descs.plain(x.type()),
            Descs.plain(step.output(0).type()),
            bias ? Descs.plain(step.output(1).type()) : MemoryDesc.none(),
            Descs.plain(dy.type()));
    PrimitiveOperands forward =
        new PrimitiveOperands(
            operands.source(),
            Descs.plain(step.output(0).type().with(x.type().dtype())),
            operands.bias(),
            operands.destination());
    PrimitiveDesc primitive = InnerProductPrimitive.backwardWeights(operands, hint(forward));
    PrimitiveCall roles =
        to.roles()
            .read(Arg.SOURCE, to.plain(x))
            .read(Arg.DESTINATION_GRADIENT, to.plain(dy))
            .write(Arg.WEIGHTS_GRADIENT, to.plainResult(step.output(0)));
    if (bias) {
      roles.write(Arg.BIAS_GRADIENT, to.plainResult(step.output(1)));
    }
    roles.call(step, primitive);
    if (apart) {
      BiasKernels.sum(dy, step.output(1), step.path(), to);
    }
  }

  private static PrimitiveDesc hint(PrimitiveOperands operands) {
    return InnerProductPrimitive.forward(
        Propagation.TRAINING, operands, PrimitiveAttributes.standard());
  }

  private static void product(Dense.MatMul product, Step step, Lowering to) {
    MemoryDesc a = operand(step.input(0).type(), product.transposeA());
    MemoryDesc b = operand(step.input(1).type(), product.transposeB());
    MemoryDesc y = Descs.plain(step.output().type());
    PrimitiveDesc primitive =
        MatMulPrimitive.create(PrimitiveOperands.of(a, b, y), PrimitiveAttributes.standard());
    to.roles()
        .read(Arg.SOURCE, to.plain(step.input(0)), a)
        .read(Arg.WEIGHTS, to.plain(step.input(1)), b)
        .write(Arg.DESTINATION, to.plainResult(step.output()))
        .call(step, primitive);
  }

  /** A row-major operand, seen with its last two axes exchanged if asked for. */
  private static MemoryDesc operand(TensorType type, boolean transposed) {
    if (!transposed) {
      return Descs.plain(type);
    }
    Shape shape = type.shape();
    long[] dims = Descs.dims(shape);
    long[] strides = shape.strides();
    int last = dims.length - 1;
    long dim = dims[last];
    dims[last] = dims[last - 1];
    dims[last - 1] = dim;
    long stride = strides[last];
    strides[last] = strides[last - 1];
    strides[last - 1] = stride;
    return MemoryDesc.strided(Descs.type(type.dtype()), dims, strides);
  }
}
