package fovea.onednn.ffm.primitive;

import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.system.CFunction;

/**
 * Matrix product {@code [m, k] · [k, n]}, or of batches {@code [b, …, m, k] · [b, …, k, n]} where a
 * batch axis of size 1 is repeated; the bias {@code [1, n]} has as many axes. A transposed operand
 * is one with other strides.
 */
public final class MatMulPrimitive {
  private static final CFunction CREATE = CFunction.ofOneDnn("dnnl_matmul_primitive_desc_create");

  private MatMulPrimitive() {}

  /** The product. */
  public static PrimitiveDesc create(PrimitiveOperands operands, PrimitiveAttributes attributes) {
    return PrimitiveDesc.create(
        CREATE,
        call ->
            call.engine()
                .object(operands.source())
                .object(operands.weights())
                .object(operands.bias())
                .object(operands.destination())
                .attributes(attributes));
  }
}
