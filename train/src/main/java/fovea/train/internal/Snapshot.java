package fovea.train.internal;

import fovea.graph.Variable;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Values of variables as they were, in memory that is used again for the next copy. Taken on the
 * engine's thread, where nothing changes them meanwhile.
 */
public final class Snapshot {
  private final Map<Variable, Copy> copies = new HashMap<>();

  private record Copy(Layout layout, MemorySegment data) {}

  /** Copies the present values. */
  public void take(Collection<Variable> variables) {
    variables.forEach(
        variable -> {
          MemorySegment data = variable.data();
          Copy copy = copies.get(variable);
          if (copy == null || !copy.layout().equals(variable.layout())) {
            copy = new Copy(variable.layout(), Arena.ofAuto().allocate(data.byteSize(), 64));
            copies.put(variable, copy);
          }
          copy.data().copyFrom(data);
        });
  }

  /**
   * Puts the values back, in the order of {@code variables}; those that are newer than the snapshot
   * begin again.
   */
  public void restore(Collection<Variable> variables) {
    variables.forEach(
        variable -> {
          Copy copy = copies.get(variable);
          if (copy == null) {
            variable.reset();
          } else {
            HostBuffer plain = HostBuffer.allocate(variable.type());
            copy.layout().unpack(copy.data(), plain.data());
            variable.assign(plain);
          }
        });
  }
}
