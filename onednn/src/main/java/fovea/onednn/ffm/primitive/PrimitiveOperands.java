package fovea.onednn.ffm.primitive;

import fovea.onednn.ffm.MemoryDesc;

/**
 * The tensors of a primitive with weights; in a backward pass, the gradients of those that are
 * computed and the values of those that are read.
 *
 * @param bias {@link MemoryDesc#none()} if there is none
 */
public record PrimitiveOperands(
    MemoryDesc source, MemoryDesc weights, MemoryDesc bias, MemoryDesc destination) {
  /** Returns operands without a bias. */
  public static PrimitiveOperands of(
      MemoryDesc source, MemoryDesc weights, MemoryDesc destination) {
    return new PrimitiveOperands(source, weights, MemoryDesc.none(), destination);
  }

  /** Returns these operands with a bias. */
  public PrimitiveOperands bias(MemoryDesc desc) {
    return new PrimitiveOperands(source, weights, desc, destination);
  }
}
