package fovea.train;

import fovea.graph.HostBuffer;
import fovea.graph.Layout;
import fovea.graph.Variable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Values of variables as they were, in memory that is used again for the next copy. Taken on the
 * engine's thread, where nothing changes them meanwhile.
 */
final class Snapshot {
  private final Map<Variable, Copy> copies = new HashMap<>();

  private record Copy(Layout layout, MemorySegment data) {}

  /** Copies the present values. */
  void take(Collection<Variable> variables) {
    variables.forEach(
        variable -> {
          MemorySegment data = variable.data();
          Copy copy = copies.get(variable);
          if (copy == null || !copy.layout().equals(variable.home())) {
            copy = new Copy(variable.home(), Arena.ofAuto().allocate(data.byteSize(), 64));
            copies.put(variable, copy);
          }
          copy.data().copyFrom(data);
        });
  }

  /** Puts the values back; variables that are newer than the snapshot become zeros. */
  void restore(Collection<Variable> variables) {
    variables.forEach(
        variable -> {
          Copy copy = copies.get(variable);
          HostBuffer plain = HostBuffer.allocate(variable.type());
          if (copy != null) {
            copy.layout().unpack(copy.data(), plain.data());
          }
          variable.value(plain);
        });
  }

  /** Whether no element of {@code variable} is infinite or not a number. */
  static boolean finite(Variable variable) {
    return switch (variable.type().dtype()) {
      case F32 -> finite(variable.data());
      case F64, BF16 -> finite(variable.value());
      case U8, I32, I64 -> true;
    };
  }

  // Zero times anything that is not finite is not a number, and spoils the sum.
  private static boolean finite(MemorySegment floats) {
    long count = floats.byteSize() / Float.BYTES;
    float sum = 0;
    for (long i = 0; i < count; i++) {
      sum += 0 * floats.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
    }
    return sum == 0;
  }

  private static boolean finite(HostBuffer values) {
    return DoubleStream.of(values.doubles()).allMatch(Double::isFinite);
  }
}
