package fovea.nn;

import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.init.Init;

/** What a layer remembers without learning it by gradient: running statistics and counters. */
public final class State {
  private final Cell cell;

  private State(TensorType type, Init init) {
    this.cell = new Cell(type, init, false);
  }

  /** A state of 32-bit floats. */
  public static State of(Shape shape, Init init) {
    return new State(new TensorType(shape, DType.F32), init);
  }

  /** A whole number that starts at 0. */
  public static State counter() {
    return new State(new TensorType(Shape.scalar(), DType.I64), Init.zeros());
  }

  /** Shape and element type. */
  public TensorType type() {
    return cell.type();
  }

  /** Whether it only counts, so that a file may lack it. */
  public boolean isCounter() {
    return !type().dtype().floating();
  }

  /** The value as a node of the graph; within a trace the one assigned last. */
  public Tensor tensor() {
    return variable().tensor();
  }

  /**
   * Gives it another value when the plan runs.
   *
   * @throws fovea.graph.type.FoveaException outside of a compiled function
   */
  public void assign(Tensor value) {
    Trace.assign(variable(), value);
  }

  /** A row-major copy of the value. */
  public HostBuffer value() {
    return variable().value();
  }

  /** What the value is kept in. */
  public Variable variable() {
    return cell.variable();
  }

  Cell cell() {
    return cell;
  }

  @Override
  public String toString() {
    return cell.type().toString();
  }
}
