package fovea.graph.spi;

import fovea.graph.Variable;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Layout;

/** A piece of memory that a plan needs. Has identity. */
public final class Slot {
  private final Place place;
  private final Layout layout;
  private final Slot storage;

  /** Memory at {@code place} for a tensor in {@code layout}. */
  public Slot(Place place, Layout layout) {
    this.place = place;
    this.layout = layout;
    this.storage = this;
  }

  private Slot(Slot storage, Layout layout) {
    this.place = storage.place;
    this.layout = layout;
    this.storage = storage;
  }

  /** Where the memory lies and how long it lives. */
  public sealed interface Place {
    /** In the shared arena, from the first write to the last read. */
    record Temporary() implements Place {}

    /** The plan's own, filled with argument {@code index} before each run. */
    record Argument(int index) implements Place {}

    /** The plan's own, filled once with one repeated number, in a plain layout. */
    record Full(double value) implements Place {}

    /** The plan's own, filled once, in a plain layout. */
    record Given(HostBuffer buffer) implements Place {}

    /** A variable's, in its storage layout. */
    record Stored(Variable variable) implements Place {}
  }

  /** A temporary slot. */
  public static Slot temporary(Layout layout) {
    return new Slot(new Place.Temporary(), layout);
  }

  /**
   * Where a value that no step computes lies: row-major, or in the storage layout of its variable.
   */
  public static Slot of(Value value) {
    Layout plain = Layout.plain(value.type());
    return switch (value.origin()) {
      case Value.Origin.Argument(int index) -> new Slot(new Place.Argument(index), plain);
      case Value.Origin.Full(double number) -> new Slot(new Place.Full(number), plain);
      case Value.Origin.Given(HostBuffer buffer) -> new Slot(new Place.Given(buffer), plain);
      case Value.Origin.Stored(Variable variable) -> of(variable);
      case Value.Origin.Computed() ->
          throw new IllegalStateException("a value is read before it is computed");
    };
  }

  /** The memory of a variable. */
  public static Slot of(Variable variable) {
    return new Slot(new Place.Stored(variable), variable.layout());
  }

  /** The same memory, seen in another layout: what a reshape makes. */
  public Slot seen(Layout as) {
    return new Slot(storage, as);
  }

  /** The slot that the memory belongs to: this one, unless it is a view. */
  public Slot storage() {
    return storage;
  }

  /** Where it lies. */
  public Place place() {
    return place;
  }

  /** How the elements lie in it. */
  public Layout layout() {
    return layout;
  }

  /** Its size. */
  public long bytes() {
    return layout.bytes();
  }

  @Override
  public String toString() {
    return layout.name();
  }
}
