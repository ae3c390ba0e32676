package fovea.testkit.spec;

import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * An input of a trial.
 *
 * @param varies whether it is of the element type under test and a gradient is asked for
 */
record Input(TensorType type, boolean varies, List<Double> values) {

  /** An input of the element type under test. */
  static Input varying(Shape shape, double... values) {
    return new Input(
        new TensorType(shape, DType.F64), true, Arrays.stream(values).boxed().toList());
  }

  /** An input that keeps its element type. */
  static Input fixed(DType dtype, Shape shape, double... values) {
    return new Input(new TensorType(shape, dtype), false, Arrays.stream(values).boxed().toList());
  }

  Shape shape() {
    return type.shape();
  }

  /** Its type where {@code dtype} is under test. */
  TensorType as(DType dtype) {
    return varies ? type.with(dtype) : type;
  }

  HostBuffer buffer(DType dtype) {
    return HostBuffer.of(as(dtype), values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
