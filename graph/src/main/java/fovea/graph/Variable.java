package fovea.graph;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A value that outlives a run: a weight, a running statistic, an optimizer's moment. It has one
 * home layout and a version that moves with each change; plans that want another layout derive a
 * copy.
 */
public final class Variable {
  /**
   * Moves when a plan made earlier may no longer fit any variable: type, layout or trainability.
   */
  private static final AtomicLong STRUCTURE = new AtomicLong();

  /** Moves with every change of any value. */
  private static final AtomicLong VALUES = new AtomicLong();

  private final String name;
  private final Supplier<HostBuffer> initial;
  private TensorType type;
  private boolean trainable;
  private Layout home;
  private MemorySegment data = MemorySegment.NULL;
  private Optional<Tensor> node = Optional.empty();
  private long nodeVersion;
  private volatile long version;

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
    this.home = Layout.plain(type);
  }

  /** How plans and errors call it. */
  public String name() {
    return name;
  }

  /** Shape and element type. */
  public TensorType type() {
    return type;
  }

  /** Whether a training step may change it by a gradient. */
  public boolean trainable() {
    return trainable;
  }

  /** Freezes or thaws it; plans made before are not replayed. */
  public void trainable(boolean trainable) {
    if (this.trainable != trainable) {
      this.trainable = trainable;
      STRUCTURE.incrementAndGet();
    }
  }

  /**
   * The value as a node; within a trace the one assigned last. The same node until the value
   * changes, so that a gradient can be asked for by naming the variable again.
   */
  public Tensor tensor() {
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

  /** A row-major copy of the value. */
  public synchronized HostBuffer value() {
    HostBuffer copy = HostBuffer.allocate(type);
    home.unpack(data(), copy.data());
    return copy;
  }

  /**
   * Replaces the value.
   *
   * @throws FoveaException if the shape differs
   */
  public synchronized void value(HostBuffer value) {
    if (!value.type().shape().equals(type.shape())) {
      throw FoveaException.at(
          name,
          "expected shape " + type.shape() + ", found " + value.type().shape(),
          "load weights that were made for this architecture");
    }
    home.pack(value.cast(type.dtype()).data(), data());
    changed();
  }

  /** Converts the value to another element type; plans made before are not replayed. */
  public synchronized void cast(DType dtype) {
    if (dtype != type.dtype()) {
      HostBuffer converted = value().cast(dtype);
      type = type.with(dtype);
      home = Layout.plain(type);
      data = converted.data();
      changed();
      STRUCTURE.incrementAndGet();
    }
  }

  /** The layout that the value is kept in. */
  public synchronized Layout home() {
    return home;
  }

  /**
   * Brings the value into another home layout, in the memory that it has if that is as large; plans
   * made before are not replayed.
   */
  public synchronized void home(Layout layout) {
    if (!layout.equals(home)) {
      MemorySegment old = data();
      // Freed at once: copies of all weights of a network would wait long for the collector.
      try (Arena passing = Arena.ofConfined()) {
        MemorySegment plain = passing.allocate(type.bytes(), 64);
        home.unpack(old, plain);
        data = old.byteSize() == layout.bytes() ? old : Arena.ofAuto().allocate(layout.bytes(), 64);
        layout.pack(plain, data);
      }
      home = layout;
      STRUCTURE.incrementAndGet();
    }
  }

  /** The memory of the value in its home layout, for backends. */
  public synchronized MemorySegment data() {
    if (data.equals(MemorySegment.NULL)) {
      data = initial.get().cast(type.dtype()).data();
    }
    return data;
  }

  /** Counts the changes of the value. */
  public long version() {
    return version;
  }

  /** Says that the memory was written; for executables that update in place. */
  public synchronized void changed() {
    version++;
    VALUES.incrementAndGet();
  }

  /** Moves whenever the type, layout or trainability of any variable has changed. */
  public static long structureEpoch() {
    return STRUCTURE.get();
  }

  /** Moves whenever the value of any variable has changed. */
  public static long valueEpoch() {
    return VALUES.get();
  }

  @Override
  public String toString() {
    return name + " " + type;
  }
}
