package fovea.nn;

import fovea.graph.Variable;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Scope;
import fovea.graph.type.TensorType;
import fovea.nn.init.Init;
import fovea.nn.init.KeyedRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The variable behind a parameter or state: made when it is first used, filled when it is first
 * looked at. One that is thrown away before that has cost nothing.
 *
 * <p>Its first value follows from its path if a network contains it. Otherwise layers of one kind
 * would all start alike, so that it follows from how many others were first used alone, too.
 */
final class Cell {
  /** The seed of initial values that {@link Parameters#initialize} has not drawn. */
  private static final long SEED = 0;

  /** How many cells were first used alone. */
  private static final AtomicInteger ALONE = new AtomicInteger();

  private final TensorType type;
  private final Init init;
  private final Start start = new Start(() -> initial(KeyedRandom.of(SEED, "")));
  private DType dtype;
  private boolean trainable;
  private boolean alone;
  private @Nullable Variable variable;

  Cell(TensorType type, Init init, boolean trainable) {
    this.type = type;
    this.init = init;
    this.dtype = type.dtype();
    this.trainable = trainable;
  }

  /** The value that the variable starts with; has a lock of its own, which is the innermost. */
  private static final class Start {
    private Supplier<HostBuffer> value;
    private boolean taken;

    Start(Supplier<HostBuffer> value) {
      this.value = value;
    }

    /** Says whether the variable will still ask for it. */
    synchronized boolean set(Supplier<HostBuffer> value) {
      this.value = value;
      return !taken;
    }

    synchronized Supplier<HostBuffer> take() {
      taken = true;
      return value;
    }
  }

  /** Shape and present element type. */
  synchronized TensorType type() {
    return type.with(dtype);
  }

  /** The variable, named after the running layer if no walk has named it before. */
  Variable variable() {
    return bind(LayerWalk.join(Scope.path(), "parameter"), false);
  }

  /** Whether {@code other} is the variable. */
  synchronized boolean keeps(Variable other) {
    return variable == other;
  }

  /**
   * The variable; the first call names it. The initial value follows from the first name in a
   * network; one that was drawn for a layer alone before stays.
   */
  synchronized Variable bind(String name, boolean network) {
    Variable bound = variable;
    if (bound == null || (alone && network)) {
      KeyedRandom named = KeyedRandom.of(SEED, name);
      KeyedRandom random = network ? named : named.occurrence(ALONE.getAndIncrement());
      start.set(() -> initial(random));
      alone = !network;
    }
    if (bound == null) {
      bound = new Variable(name, type(), trainable, () -> start.take().get());
      variable = bound;
    }
    return bound;
  }

  /** Starts again with the initial value for {@code seed}. */
  void initialize(String path, long seed) {
    initialize(path, seed, init);
  }

  /** Starts again with what another rule gives for {@code seed}. */
  void initialize(String path, long seed, Init rule) {
    replace(path, () -> initial(rule, KeyedRandom.of(seed, path)));
  }

  /** Takes a copy of {@code value}, which has the right shape. */
  void load(String path, HostBuffer value) {
    HostBuffer copy = value.copy();
    replace(path, () -> copy);
  }

  /** Whether training may change it. */
  synchronized boolean trainable() {
    return variable == null ? trainable : variable.trainable();
  }

  /** Freezes or unfreezes it. */
  synchronized void setTrainable(boolean trainable) {
    this.trainable = trainable;
    if (variable != null) {
      variable.setTrainable(trainable);
    }
  }

  /** Converts it to another element type. */
  synchronized void cast(DType dtype) {
    this.dtype = dtype;
    if (variable != null) {
      variable.cast(dtype);
    }
  }

  private synchronized void replace(String path, Supplier<HostBuffer> value) {
    Variable bound = bind(path, true);
    if (start.set(value)) {
      bound.markChanged();
    } else {
      bound.assign(value.get());
    }
  }

  private HostBuffer initial(KeyedRandom random) {
    return initial(init, random);
  }

  private HostBuffer initial(Init rule, KeyedRandom random) {
    // In the first element type whatever the present one: f64 starts from the same values as f32.
    HostBuffer values = HostBuffer.allocate(type);
    rule.fill(values, random);
    return values;
  }
}
