package fovea.graph.type;

/**
 * How much a kernel has to multiply.
 *
 * @param multiplyAdds products that it sums up; 0 for what memory bounds
 * @param type of the factors
 */
public record Arithmetic(long multiplyAdds, DType type) {

  /** Nothing that counts. */
  public static Arithmetic none() {
    return new Arithmetic(0, DType.F32);
  }
}
