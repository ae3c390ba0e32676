package fovea.graph.type;

/** Shape and element type of a tensor: all that is known before anything runs. */
public record TensorType(Shape shape, DType dtype) {

  /** A type of 32-bit floats. */
  public static TensorType f32(int... dims) {
    return new TensorType(Shape.of(dims), DType.F32);
  }

  /** The same element type in another shape. */
  public TensorType with(Shape other) {
    return new TensorType(other, dtype);
  }

  /** The same shape with another element type. */
  public TensorType with(DType other) {
    return new TensorType(shape, other);
  }

  /** Bytes of the elements in plain row-major storage. */
  public long bytes() {
    return shape.elements() * dtype.bytes();
  }

  @Override
  public String toString() {
    return dtype + shape.toString();
  }
}
