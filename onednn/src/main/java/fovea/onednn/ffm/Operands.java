package fovea.onednn.ffm;

/**
 * The tensors of a primitive with weights; in a backward pass, the gradients of those that are
 * computed and the values of those that are read.
 *
 * @param bias {@link MemoryDesc#none()} if there is none
 */
public record Operands(
    MemoryDesc source, MemoryDesc weights, MemoryDesc bias, MemoryDesc destination) {
  /** Returns operands without a bias. */
  public static Operands of(MemoryDesc source, MemoryDesc weights, MemoryDesc destination) {
    return new Operands(source, weights, MemoryDesc.none(), destination);
  }

  /** Returns these operands with a bias. */
  public Operands bias(MemoryDesc desc) {
    return new Operands(source, weights, desc, destination);
  }
}
