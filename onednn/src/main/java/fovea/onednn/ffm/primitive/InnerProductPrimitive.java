package fovea.onednn.ffm.primitive;

import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.system.CFunction;

/**
 * The fully connected layer: source {@code [n, ic]} or {@code [n, ic, h, w]}, weights {@code [oc,
 * ic]} or {@code [oc, ic, h, w]}, bias {@code [oc]}, destination {@code [n, oc]}. Taking the source
 * as pictures saves the reorder of a blocked layout.
 */
public final class InnerProductPrimitive {
  private static final CFunction FORWARD =
      CFunction.ofOneDnn("dnnl_inner_product_forward_primitive_desc_create");
  private static final CFunction BACKWARD_DATA =
      CFunction.ofOneDnn("dnnl_inner_product_backward_data_primitive_desc_create");
  private static final CFunction BACKWARD_WEIGHTS =
      CFunction.ofOneDnn("dnnl_inner_product_backward_weights_primitive_desc_create");

  private InnerProductPrimitive() {}

  /** The output; post-operations are meant for inference. */
  public static PrimitiveDesc forward(
      Propagation propagation, PrimitiveOperands operands, PrimitiveAttributes attributes) {
    return PrimitiveDesc.create(
        FORWARD,
        call ->
            call.engine()
                .code(propagation)
                .object(operands.source())
                .object(operands.weights())
                .object(operands.bias())
                .object(operands.destination())
                .attributes(attributes));
  }

  /** The gradient of the source, from the weights and the gradient of the destination. */
  public static PrimitiveDesc backwardData(PrimitiveOperands operands, PrimitiveDesc forward) {
    return PrimitiveDesc.create(
        BACKWARD_DATA,
        call ->
            call.engine()
                .object(operands.source())
                .object(operands.weights())
                .object(operands.destination())
                .object(forward)
                .attributes(PrimitiveAttributes.standard()));
  }

  /** The gradients of weights and bias, from the source and the gradient of the destination. */
  public static PrimitiveDesc backwardWeights(PrimitiveOperands operands, PrimitiveDesc forward) {
    return PrimitiveDesc.create(
        BACKWARD_WEIGHTS,
        call ->
            call.engine()
                .object(operands.source())
                .object(operands.weights())
                .object(operands.bias())
                .object(operands.destination())
                .object(forward)
                .attributes(PrimitiveAttributes.standard()));
  }
}
