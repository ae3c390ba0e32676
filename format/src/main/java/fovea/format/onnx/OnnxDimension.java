package fovea.format.onnx;

/** One size in the declared shape of an input or output. */
public sealed interface OnnxDimension {

  /**
   * A size that is fixed.
   *
   * @param size 0 or more
   */
  record Fixed(long size) implements OnnxDimension {
    @Override
    public String toString() {
      return String.valueOf(size);
    }
  }

  /**
   * A size that follows from the data.
   *
   * @param name equal names stand for equal sizes; may be empty
   */
  record Free(String name) implements OnnxDimension {
    @Override
    public String toString() {
      return name.isEmpty() ? "?" : name;
    }
  }
}
