package fovea.data.batch;

import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;

/**
 * One of the inputs or targets of an example: what it is called and what it looks like.
 *
 * @param name by which tasks and networks ask for it
 * @param type of one example, without the batch axis: {@code f32[3, 224, 224]}, {@code i32[]}
 */
public record TensorSpec(String name, TensorType type) {

  /**
   * Checks the name.
   *
   * @throws FoveaException if it is empty
   */
  public TensorSpec {
    if (name.isBlank()) {
      throw FoveaException.here("an input or target without a name", "give it one");
    }
  }

  /** Of 32-bit floats; no dimensions make a scalar. */
  public static TensorSpec f32(String name, int... dims) {
    return new TensorSpec(name, TensorType.f32(dims));
  }

  /** A class index or another whole number. */
  public static TensorSpec label(String name) {
    return new TensorSpec(name, new TensorType(Shape.scalar(), DType.I32));
  }

  /** The type of {@code n} examples: the batch axis comes first. */
  public TensorType batch(int n) {
    int[] one = type.shape().dims();
    int[] dims = new int[one.length + 1];
    dims[0] = n;
    System.arraycopy(one, 0, dims, 1, one.length);
    return type.with(Shape.of(dims));
  }

  @Override
  public String toString() {
    return name + " " + type;
  }
}
