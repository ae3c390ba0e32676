package fovea.onednn.lower;

import fovea.graph.spi.Call;
import fovea.graph.spi.Slot;
import fovea.graph.type.Layout;
import fovea.graph.type.TensorType;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.primitive.ReorderPrimitive;
import fovea.onednn.weightgradient.PairedWeight;
import java.util.List;
import java.util.Optional;

/**
 * A copy of a value in another layout, and perhaps another element type.
 *
 * @param type of the value
 * @param from where it lies
 * @param layout of the copy
 * @param wanted the same as oneDNN has it, whose sizes may be grouped differently
 */
record Reordering(TensorType type, Slot from, Layout layout, MemoryDesc wanted) {

  /** Whether both sides are blocked, under different sizes: there is no way but by row-major. */
  boolean impossible() {
    return Descs.of(from).rank() != wanted.rank()
        && !(from.layout() instanceof Layout.Plain)
        && !(layout instanceof Layout.Plain);
  }

  /** Adds the call and returns the copy. */
  Slot call(String path, Lowering to) {
    MemoryDesc source = source();
    MemoryDesc target = target();
    Slot copy = Slot.temporary(layout);
    String change = type + " " + from.layout().name() + " > " + layout.name();
    Optional<PairedWeight> pairs = PairedWeight.between(source, target);
    if (pairs.isPresent()) {
      to.java(
          label(path, change, PairedWeight.IMPLEMENTATION),
          List.of(from),
          List.of(copy),
          memory -> pairs.get().bind(memory.of(from), memory.of(copy), to::code));
    } else {
      PrimitiveDesc primitive = ReorderPrimitive.create(source, target);
      to.roles()
          .read(Arg.SOURCE, from, source)
          .write(Arg.DESTINATION, copy, target)
          .call(label(path, change, primitive.implementation()), primitive);
    }
    return copy;
  }

  private static Call.Label label(String path, String change, String implementation) {
    return new Call.Label(path, "reorder", change, implementation, true);
  }

  /** What is read; row-major elements may be seen under the sizes of the other side. */
  private MemoryDesc source() {
    MemoryDesc source = Descs.of(from);
    return source.rank() != wanted.rank() && from.layout() instanceof Layout.Plain(TensorType plain)
        ? MemoryDesc.plain(Descs.type(plain.dtype()), wanted.dims())
        : source;
  }

  private MemoryDesc target() {
    MemoryDesc source = source();
    return source.rank() == wanted.rank() ? wanted : MemoryDesc.plain(wanted.type(), source.dims());
  }
}
