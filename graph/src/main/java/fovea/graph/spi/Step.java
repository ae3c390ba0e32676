package fovea.graph.spi;

import fovea.graph.type.Arithmetic;
import fovea.graph.type.TensorType;
import java.util.List;

/** One kernel applied to values. */
public record Step(Kernel kernel, List<Value> inputs, List<Value> outputs, String path) {
  /** Copies the lists. */
  public Step {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Input {@code index}. */
  public Value input(int index) {
    return inputs.get(index);
  }

  /** Result {@code index}. */
  public Value output(int index) {
    return outputs.get(index);
  }

  /** The first result. */
  public Value output() {
    return outputs.getFirst();
  }

  /** Types of the inputs. */
  public List<TensorType> inputTypes() {
    return inputs.stream().map(Value::type).toList();
  }

  /** Types of the results. */
  public List<TensorType> outputTypes() {
    return outputs.stream().map(Value::type).toList();
  }

  /** How much it multiplies. */
  public Arithmetic arithmetic() {
    long multiplyAdds = kernel.multiplyAdds(inputTypes());
    return multiplyAdds == 0
        ? Arithmetic.none()
        : new Arithmetic(multiplyAdds, input(0).type().dtype());
  }

  /** Name in plans and errors. */
  public String label() {
    return path.isEmpty() ? kernel.name() : path + " " + kernel.name();
  }
}
