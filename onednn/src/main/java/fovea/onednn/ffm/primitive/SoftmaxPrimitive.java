package fovea.onednn.ffm.primitive;

import fovea.onednn.ffm.BackwardOperands;
import fovea.onednn.ffm.Coded;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.system.CFunction;

/** Softmax and its logarithm along one axis. */
public final class SoftmaxPrimitive {
  private static final CFunction FORWARD =
      CFunction.ofOneDnn("dnnl_softmax_forward_primitive_desc_create");
  private static final CFunction BACKWARD =
      CFunction.ofOneDnn("dnnl_softmax_backward_primitive_desc_create");

  /** Which of the two. */
  public enum Algorithm implements Coded {
    SOFTMAX(0x30000),
    LOG_SOFTMAX(0x30001);

    private final int code;

    Algorithm(int code) {
      this.code = code;
    }

    @Override
    public int code() {
      return code;
    }

    /** Returns this function along an axis. */
    public Function along(int axis) {
      return new Function(this, axis);
    }
  }

  /** What is computed along which axis. */
  public record Function(Algorithm algorithm, int axis) {}

  private SoftmaxPrimitive() {}

  /** The function's values, with post-operations at inference. */
  public static PrimitiveDesc forward(
      Propagation propagation,
      Function function,
      MemoryDesc source,
      MemoryDesc destination,
      PrimitiveAttributes attributes) {
    return PrimitiveDesc.create(
        FORWARD,
        call ->
            call.engine()
                .code(propagation)
                .code(function.algorithm())
                .object(source)
                .object(destination)
                .number(function.axis())
                .attributes(attributes));
  }

  /**
   * The gradient of the source.
   *
   * @param gradients with the destination, the forward pass's result, as data
   */
  public static PrimitiveDesc backward(
      Function function, BackwardOperands gradients, PrimitiveDesc forward) {
    return PrimitiveDesc.create(
        BACKWARD,
        call ->
            call.engine()
                .code(function.algorithm())
                .object(gradients.source())
                .object(gradients.destination())
                .object(gradients.data())
                .number(function.axis())
                .object(forward)
                .attributes(PrimitiveAttributes.standard()));
  }
}
