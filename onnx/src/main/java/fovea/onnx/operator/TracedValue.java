package fovea.onnx.operator;

import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.nn.Param;
import fovea.nn.State;

/** What a name of a graph stands for while the graph is traced. */
public sealed interface TracedValue {

  /**
   * Numbers that are known before anything runs: real ones are f32 or f64, whole ones i64, truths
   * u8.
   */
  public record Known(HostBuffer data) implements TracedValue {}

  /** Numbers that a plan will compute. */
  public record Traced(Tensor tensor) implements TracedValue {}

  /** A parameter of the network. */
  public record Weight(Param param) implements TracedValue {}

  /** A running statistic of the network, and the counter of batches that goes with it. */
  public record Statistic(State state, State batches) implements TracedValue {}

  /** An optional input that is not given. */
  public record Absent() implements TracedValue {}

  /** The result of a computation; without elements there is nothing left to compute. */
  static TracedValue of(Tensor tensor) {
    return tensor.shape().elements() == 0
        ? new Known(HostBuffer.allocate(tensor.type()))
        : new Traced(tensor);
  }

  /** Sizes along the axes. */
  default Shape shape() {
    return switch (this) {
      case Known known -> known.data.type().shape();
      case Traced traced -> traced.tensor.shape();
      case Weight weight -> weight.param.shape();
      case Statistic statistic -> statistic.state.type().shape();
      case Absent _ -> Shape.of(0);
    };
  }

  /** The value as a node of the graph that is being traced. */
  default Tensor tensor() {
    return switch (this) {
      case Known known -> Tensor.of(known.data);
      case Traced traced -> traced.tensor;
      case Weight weight -> weight.param.tensor();
      case Statistic statistic -> statistic.state.tensor();
      case Absent _ -> Tensor.zero();
    };
  }
}
