package fovea.graph;

import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Layout;
import fovea.graph.type.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A value that outlives a run: a weight, a running statistic, an optimizer's moment. It has one
 * storage layout and a version that moves with each change; plans that want another layout derive a
 * copy.
 */
public final class Variable {
  /** Moves with every change of the type, layout or trainability of any variable. */
  private static final AtomicLong STRUCTURE = new AtomicLong();

  /** Moves with every change of any value. */
  private static final AtomicLong VALUES = new AtomicLong();

  private final String name;
  private final Supplier<HostBuffer> initial;
  private TensorType type;
  private boolean trainable;
  private Layout stored;
  private MemorySegment data = MemorySegment.NULL;
  private Optional<Tensor> node = Optional.empty();
  private long nodeVersion;
  private volatile long version;
  private volatile long structure;

  /**
   * A variable that is filled by {@code initial} when it is first looked at.
   *
   * @param name how plans and errors call it
   */
  public Variable(String name, TensorType type, boolean trainable, Supplier<HostBuffer> initial) {
    this.name = name;
    this.type = type;
    this.trainable = trainable;
    this.initial = initial;
    this.stored = Layout.plain(type);
  }

  /** How plans and errors call it. */
  public String name() {
    return name;
  }

  /** Shape and element type. */
  public TensorType type() {
    Trace.looksAt(this);
    return type;
  }

  /** Whether a training step may change it by a gradient. */
  public boolean trainable() {
    Trace.looksAt(this);
    return trainable;
  }

  /** Freezes or unfreezes it; plans that depend on it are not replayed. */
  public synchronized void setTrainable(boolean trainable) {
    if (this.trainable != trainable) {
      this.trainable = trainable;
      restructured();
    }
  }

  /**
   * The value as a node; within a trace the one assigned last. The same node until the value
   * changes, so that a gradient can be asked for by naming the variable again.
   */
  public Tensor tensor() {
    Trace.looksAt(this);
    return Trace.current().flatMap(trace -> trace.pending(this)).orElseGet(this::stored);
  }

  private synchronized Tensor stored() {
    long now = version();
    if (node.isEmpty() || nodeVersion != now) {
      node = Optional.of(Tensor.stored(this));
      nodeVersion = now;
    }
    return node.get();
  }

  /**
   * A row-major copy of the value.
   *
   * @throws FoveaException while a function is traced
   */
  public HostBuffer value() {
    Trace.refuse(
        () -> "the value of " + name + " is asked for while a function is traced",
        "use its tensor, or ask outside of the function");
    return copy();
  }

  private synchronized HostBuffer copy() {
    HostBuffer copy = HostBuffer.allocate(type);
    stored.unpack(data(), copy.data());
    return copy;
  }

  /**
   * Replaces the value, here and now; {@link Trace#assign} does so in each run of a plan.
   *
   * @throws FoveaException if the shape differs, or while a function is traced
   */
  public synchronized void assign(HostBuffer value) {
    Trace.refuse(
        () -> name + " is given a value while a function is traced",
        "use Trace.assign, which gives it one in each run");
    if (!value.type().shape().equals(type.shape())) {
      throw FoveaException.at(
          name,
          "expected shape " + type.shape() + ", found " + value.type().shape(),
          "load weights that were made for this architecture");
    }
    stored.pack(value.cast(type.dtype()).data(), data());
    markChanged();
  }

  /** Gives it the value again that it began with. */
  public void reset() {
    assign(Trace.outside(initial));
  }

  /** Converts the value to another element type; plans that depend on it are not replayed. */
  public synchronized void cast(DType dtype) {
    if (dtype != type.dtype()) {
      HostBuffer converted = copy().cast(dtype);
      type = type.with(dtype);
      stored = Layout.plain(type);
      data = converted.data();
      markChanged();
      restructured();
    }
  }

  /** The layout that the value is kept in. */
  public synchronized Layout layout() {
    return stored;
  }

  /**
   * Brings the value into another storage layout, in the memory that it has if that is as large;
   * plans that depend on it are not replayed.
   */
  public synchronized void moveTo(Layout layout) {
    if (!layout.equals(stored)) {
      MemorySegment old = data();
      // Freed at once: copies of all weights of a network would wait long for the collector.
      try (Arena passing = Arena.ofConfined()) {
        MemorySegment plain = passing.allocate(type.bytes(), 64);
        stored.unpack(old, plain);
        data = old.byteSize() == layout.bytes() ? old : Arena.ofAuto().allocate(layout.bytes(), 64);
        layout.pack(plain, data);
      }
      stored = layout;
      restructured();
    }
  }

  /** The memory of the value in its storage layout, for backends. */
  public synchronized MemorySegment data() {
    if (data.equals(MemorySegment.NULL)) {
      // It may compute the values, though a trace may be what has asked for the variable first.
      data = Trace.outside(initial).cast(type.dtype()).data();
    }
    return data;
  }

  /** Counts the changes of the value. */
  public long version() {
    return version;
  }

  /** Says that the memory was written; for executables that update in place. */
  public synchronized void markChanged() {
    version++;
    VALUES.incrementAndGet();
  }

  /** Counts the changes of type, layout and trainability: of what plans are made for. */
  public long structure() {
    return structure;
  }

  private synchronized void restructured() {
    structure++;
    STRUCTURE.incrementAndGet();
  }

  /**
   * Moves whenever the {@link #structure} of any variable does: as long as it stays, there is no
   * need to ask each.
   */
  public static long structureEpoch() {
    return STRUCTURE.get();
  }

  /** Moves whenever the {@link #version} of any variable does. */
  public static long valueEpoch() {
    return VALUES.get();
  }

  @Override
  public String toString() {
    return name + " " + type;
  }
}
