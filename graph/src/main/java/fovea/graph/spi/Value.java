package fovea.graph.spi;

import fovea.graph.Variable;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;

/** What flows between the steps of a program. Has identity. */
public final class Value {
  private final TensorType type;
  private final Origin origin;

  /** A value of the given type and origin. */
  public Value(TensorType type, Origin origin) {
    this.type = type;
    this.origin = origin;
  }

  /** Where a value comes from. */
  public sealed interface Origin {
    /** Argument {@code index} of the program. */
    record Argument(int index) implements Origin {}

    /** A variable, as it is when the program starts. */
    record Stored(Variable variable) implements Origin {}

    /** One repeated number. */
    record Full(double value) implements Origin {}

    /** Values given by the user. */
    record Given(HostBuffer buffer) implements Origin {}

    /** The result of a step. */
    record Computed() implements Origin {}
  }

  /** Shape and element type. */
  public TensorType type() {
    return type;
  }

  /** Where it comes from. */
  public Origin origin() {
    return origin;
  }
}
