package fovea.graph.op;

import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.Variable;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.List;

/** Where tensors come from: ops without inputs. */
public sealed interface Source extends Op {

  @Override
  default List<Tensor> vjp(Node node, List<Tensor> upstream) {
    return List.of();
  }

  /** Argument {@code index} of a compiled function. */
  record Argument(int index, TensorType type) implements Source {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      return List.of(type);
    }
  }

  /** A tensor of one repeated value. */
  record Full(double value, TensorType type) implements Source {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      if (!type.dtype().holds(value)) {
        throw FoveaException.here(
            value + " cannot be an element of type " + type.dtype(),
            "use a whole number of its range, or cast to a floating type first");
      }
      return List.of(type);
    }
  }

  /** Values that the user has given. */
  record Given(HostBuffer buffer) implements Source {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      return List.of(buffer.type());
    }
  }

  /** The value of a variable as it was at {@code version}. */
  record Stored(Variable variable, long version) implements Source {
    @Override
    public List<TensorType> types(List<TensorType> inputs) {
      return List.of(variable.type());
    }
  }
}
