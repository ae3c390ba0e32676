package fovea.onednn.ffm;

import fovea.onednn.ffm.system.CFunction;

/**
 * A function of two elements. An axis of the right operand may have size 1 and is repeated; the
 * destination may be the left operand's buffer.
 */
public final class BinaryPrimitive {
  private static final CFunction CREATE = CFunction.ofOneDnn("dnnl_binary_primitive_desc_create");

  /** The functions; comparisons yield 1 or 0. */
  public enum Algorithm implements Coded {
    ADD(0x1fff0),
    MULTIPLY(0x1fff1),
    MAX(0x1fff2),
    MIN(0x1fff3),
    DIVIDE(0x1fff4),
    SUBTRACT(0x1fff5),
    GREATER_OR_EQUAL(0x1fff6),
    GREATER(0x1fff7),
    LESS_OR_EQUAL(0x1fff8),
    LESS(0x1fff9),
    EQUAL(0x1fffa),
    NOT_EQUAL(0x1fffb);

    private final int code;

    Algorithm(int code) {
      this.code = code;
    }

    @Override
    public int code() {
      return code;
    }
  }

  private BinaryPrimitive() {}

  /** The function's values, with post-operations if the attributes have some. */
  public static PrimitiveDesc create(
      Algorithm algorithm, Operands operands, PrimitiveAttributes attributes) {
    return PrimitiveDesc.create(
        CREATE,
        call ->
            call.engine()
                .code(algorithm)
                .object(operands.left())
                .object(operands.right())
                .object(operands.destination())
                .attributes(attributes));
  }

  /** The tensors. */
  public record Operands(MemoryDesc left, MemoryDesc right, MemoryDesc destination) {}
}
