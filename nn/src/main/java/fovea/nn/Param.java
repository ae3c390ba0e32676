package fovea.nn;

import fovea.graph.Tensor;
import fovea.graph.Variable;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.init.Init;

/**
 * A parameter of a layer: what training changes. It gets its name from the path of its layer when
 * that is first applied or looked into, and its first value when it is first looked at.
 *
 * <p>Inside of a network the first value follows from the path there, so that a network made twice
 * starts alike. A layer that is used alone draws other values than those before it: they follow
 * from the order in which the program first uses such layers. Both have the seed 0, so that a
 * program that runs twice gets the same values, unless several threads are the first to use layers
 * alone. A value that was looked at before its layer is used in a network stays. {@link
 * Parameters#initialize} draws all of them anew, by a seed of your own.
 */
public final class Param {
  private static final Param NONE = new Param(Shape.of(0), Init.zeros());

  private final Shape shape;
  private final Init init;
  private final Cell cell;

  private Param(Shape shape, Init init) {
    this.shape = shape;
    this.init = init;
    this.cell = new Cell(TensorType.f32(shape.dims()), init, true);
  }

  /** A parameter of 32-bit floats. */
  public static Param of(Shape shape, Init init) {
    return new Param(shape, init);
  }

  /** The parameter that is not there, such as the bias of a convolution before a batch norm. */
  public static Param none() {
    return NONE;
  }

  /** Whether it is the absent one. */
  public boolean isNone() {
    return this == NONE;
  }

  /** Sizes along the axes. */
  public Shape shape() {
    return shape;
  }

  /** A new parameter of the same shape with other initial values; an absent one stays absent. */
  public Param init(Init other) {
    return isNone() ? this : of(shape, other);
  }

  /** A new parameter of another shape with the same rule for its initial values. */
  public Param reshaped(Shape other) {
    return of(other, init);
  }

  /**
   * The value as a node of the graph.
   *
   * @throws FoveaException if this is {@link #none}
   */
  public Tensor tensor() {
    return variable().tensor();
  }

  /** A row-major copy of the value. */
  public HostBuffer value() {
    return variable().value();
  }

  /**
   * What the value is kept in.
   *
   * @throws FoveaException if this is {@link #none}
   */
  public Variable variable() {
    if (isNone()) {
      throw FoveaException.here("an absent parameter is used", "ask isNone() first");
    }
    return cell.variable();
  }

  /** Whether training may change it. */
  public boolean trainable() {
    return cell.trainable();
  }

  Cell cell() {
    return cell;
  }

  @Override
  public String toString() {
    return isNone() ? "none" : cell.type().toString();
  }
}
