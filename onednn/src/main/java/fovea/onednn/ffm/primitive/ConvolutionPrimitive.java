package fovea.onednn.ffm.primitive;

import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.system.CFunction;
import java.util.List;

/**
 * Convolution (cross-correlation, as everywhere in this field) in one to three spatial dimensions.
 * Source {@code [n, ic, h, w]}, weights {@code [oc, ic, kh, kw]} or with groups {@code [g, oc/g,
 * ic/g, kh, kw]}, bias {@code [oc]}.
 */
public final class ConvolutionPrimitive {
  private static final CFunction FORWARD =
      CFunction.ofOneDnn("dnnl_convolution_forward_primitive_desc_create");
  private static final CFunction BACKWARD_DATA =
      CFunction.ofOneDnn("dnnl_convolution_backward_data_primitive_desc_create");
  private static final CFunction BACKWARD_WEIGHTS =
      CFunction.ofOneDnn("dnnl_convolution_backward_weights_primitive_desc_create");

  /** Winograd is not offered on x86, so that "automatic" would say nothing else. */
  private static final long DIRECT = 1;

  private ConvolutionPrimitive() {}

  /** The output; post-operations are meant for inference. */
  public static PrimitiveDesc forward(
      Propagation propagation,
      PrimitiveOperands operands,
      List<WindowAxis> axes,
      PrimitiveAttributes attributes) {
    return PrimitiveDesc.create(
        FORWARD,
        call ->
            WindowAxis.append(
                    call.engine()
                        .code(propagation)
                        .number(DIRECT)
                        .object(operands.source())
                        .object(operands.weights())
                        .object(operands.bias())
                        .object(operands.destination()),
                    axes,
                    List.of())
                .attributes(attributes));
  }

  /**
   * The gradient of the source. With the same weights read as {@code [ic, oc, kh, kw]} this is the
   * forward pass of a transposed convolution.
   *
   * @param operands gradients of source and destination, and the weights
   */
  public static PrimitiveDesc backwardData(
      PrimitiveOperands operands, List<WindowAxis> axes, PrimitiveDesc forward) {
    return PrimitiveDesc.create(
        BACKWARD_DATA,
        call ->
            WindowAxis.append(
                    call.engine()
                        .number(DIRECT)
                        .object(operands.source())
                        .object(operands.weights())
                        .object(operands.destination()),
                    axes,
                    List.of())
                .object(forward)
                .attributes(PrimitiveAttributes.standard()));
  }

  /**
   * The gradients of weights and bias.
   *
   * @param operands the source, and the gradients of weights, bias and destination
   */
  public static PrimitiveDesc backwardWeights(
      PrimitiveOperands operands, List<WindowAxis> axes, PrimitiveDesc forward) {
    return PrimitiveDesc.create(
        BACKWARD_WEIGHTS,
        call ->
            WindowAxis.append(
                    call.engine()
                        .number(DIRECT)
                        .object(operands.source())
                        .object(operands.weights())
                        .object(operands.bias())
                        .object(operands.destination()),
                    axes,
                    List.of())
                .object(forward)
                .attributes(PrimitiveAttributes.standard()));
  }
}
