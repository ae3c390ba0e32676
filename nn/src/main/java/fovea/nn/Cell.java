package fovea.nn;

import fovea.graph.DType;
import fovea.graph.HostBuffer;
import fovea.graph.Scope;
import fovea.graph.TensorType;
import fovea.graph.Variable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The variable behind a parameter or state: made when its path is known, filled when it is first
 * looked at. One that is thrown away before that has cost nothing.
 */
final class Cell {
  private final TensorType type;
  private final Init init;
  private DType dtype;
  private boolean trainable;
  private @Nullable Variable variable;
  private volatile Supplier<HostBuffer> first;
  private volatile boolean filled;

  Cell(TensorType type, Init init, boolean trainable) {
    this.type = type;
    this.init = init;
    this.dtype = type.dtype();
    this.trainable = trainable;
    this.first = () -> initial("", 0);
  }

  /** Shape and present element type. */
  synchronized TensorType type() {
    return type.with(dtype);
  }

  /** The variable, named after the running layer if no walk has named it before. */
  Variable variable() {
    return bind(LayerWalk.join(Scope.path(), "parameter"));
  }

  /** The variable; the first call names it, and its initial value follows from that name. */
  synchronized Variable bind(String name) {
    Variable bound = variable;
    if (bound == null) {
      first = () -> initial(name, 0);
      bound = new Variable(name, type(), trainable, this::fill);
      variable = bound;
    }
    return bound;
  }

  /** Starts again with the initial value for {@code seed}. */
  void initialize(String path, long seed) {
    bind(path);
    replace(() -> initial(path, seed));
  }

  /** Takes a copy of {@code value}, which has the right shape. */
  void load(String path, HostBuffer value) {
    bind(path);
    HostBuffer copy = HostBuffer.allocate(value.type());
    copy.data().copyFrom(value.data());
    replace(() -> copy);
  }

  /** Whether training may change it. */
  synchronized boolean trainable() {
    return variable == null ? trainable : variable.trainable();
  }

  /** Freezes or thaws it. */
  synchronized void trainable(boolean trainable) {
    this.trainable = trainable;
    if (variable != null) {
      variable.trainable(trainable);
    }
  }

  /** Converts it to another element type. */
  synchronized void cast(DType dtype) {
    this.dtype = dtype;
    if (variable != null) {
      variable.cast(dtype);
    }
  }

  private synchronized void replace(Supplier<HostBuffer> value) {
    Variable bound = bind("");
    first = value;
    if (filled) {
      bound.value(value.get());
    } else {
      bound.changed();
    }
  }

  // Not synchronized: the variable calls it under its own lock.
  private HostBuffer fill() {
    filled = true;
    return first.get();
  }

  private HostBuffer initial(String path, long seed) {
    // In the first element type whatever the present one: f64 starts from the same values as f32.
    HostBuffer values = HostBuffer.allocate(type);
    init.fill(values, KeyedRandom.of(seed, path));
    return values;
  }
}
