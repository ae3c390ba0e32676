package fovea.onednn.ffm;

/** What a primitive does with its result before writing it. */
public sealed interface PostOp {
  /** ReLU of each element. */
  static PostOp relu() {
    return new Apply(EltwisePrimitive.Algorithm.RELU.function());
  }

  /** Applies a function to each element. */
  record Apply(EltwisePrimitive.Function function) implements PostOp {}

  /** Adds {@code scale} times what the destination held before. */
  record Accumulate(float scale) implements PostOp {}

  /**
   * Combines the result with a second operand, given at execution as {@link Arg#postOp(int)}; axes
   * of size 1 repeat.
   */
  record Combine(BinaryPrimitive.Algorithm algorithm, MemoryDesc operand) implements PostOp {}
}
