package fovea.onednn.ffm;

import fovea.onednn.ffm.system.CFunction;

/** A function of each element by itself; source and destination may be the same buffer. */
public final class EltwisePrimitive {
  private static final CFunction FORWARD =
      CFunction.ofOneDnn("dnnl_eltwise_forward_primitive_desc_create");
  private static final CFunction BACKWARD =
      CFunction.ofOneDnn("dnnl_eltwise_backward_primitive_desc_create");

  /**
   * Functions of {@code x} with parameters {@code alpha} (a) and {@code beta} (b). Those whose name
   * ends with {@code FROM_RESULT} compute the same, but their gradient reads the result, so that
   * the source need not be kept.
   */
  public enum Algorithm implements Coded {
    /** {@code x > 0 ? x : a x}. */
    RELU(0x20),
    TANH(0x21),
    /** {@code x > 0 ? x : a (e^x - 1)}. */
    ELU(0x22),
    SQUARE(0x23),
    ABS(0x24),
    SQRT(0x25),
    /** {@code a x + b}. */
    LINEAR(0x26),
    /** {@code log(1 + e^(a x)) / a}, softplus. */
    SOFT_RELU(0x27),
    /** {@code max(0, min(1, a x + b))}. */
    HARD_SIGMOID(0x28),
    /** {@code 1 / (1 + e^-x)}, the sigmoid. */
    LOGISTIC(0x29),
    EXP(0x2a),
    GELU_TANH(0x2b),
    /** {@code x sigmoid(a x)}; SiLU with a = 1. */
    SWISH(0x2c),
    LOG(0x2d),
    /** {@code min(b, max(a, x))}, gradient 1 for {@code a < x <= b}. */
    CLIP(0x2e),
    /** {@code min(b, max(a, x))}, gradient 1 for {@code a < x < b}. */
    CLIP_V2(0x2f),
    /** {@code a x^b}. */
    POW(0x30),
    GELU_ERF(0x31),
    ROUND(0x32),
    MISH(0x33),
    /** {@code x max(0, min(1, a x + b))}; the usual hardswish has a = 1/6, b = 1/2. */
    HARD_SWISH(0x34),
    RELU_FROM_RESULT(0x100),
    TANH_FROM_RESULT(0x101),
    ELU_FROM_RESULT(0x102),
    SQRT_FROM_RESULT(0x103),
    LOGISTIC_FROM_RESULT(0x104),
    EXP_FROM_RESULT(0x105),
    CLIP_V2_FROM_RESULT(0x106);

    private final int code;

    Algorithm(int code) {
      this.code = code;
    }

    @Override
    public int code() {
      return code;
    }

    /** Returns this function of each element, its parameters zero. */
    public Function function() {
      return function(0, 0);
    }

    /** Returns this function of each element. */
    public Function function(float alpha, float beta) {
      return new Function(this, alpha, beta);
    }
  }

  /** A function with its parameters. */
  public record Function(Algorithm algorithm, float alpha, float beta) {}

  private EltwisePrimitive() {}

  /** The function's values. */
  public static PrimitiveDesc forward(
      Propagation propagation, Function function, MemoryDesc source, MemoryDesc destination) {
    return PrimitiveDesc.create(
        FORWARD,
        call ->
            call.engine()
                .code(propagation)
                .code(function.algorithm())
                .object(source)
                .object(destination)
                .real(function.alpha())
                .real(function.beta())
                .attributes(PrimitiveAttributes.standard()));
  }

  /**
   * The gradient of the source.
   *
   * @param gradients with the source as data, or the destination for {@code …_FROM_RESULT}
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
                .real(function.alpha())
                .real(function.beta())
                .object(forward)
                .attributes(PrimitiveAttributes.standard()));
  }
}
