package fovea.onednn.loops;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a tensor as it lies in memory, with what a step along it means in another tensor that
 * lacks some of the axes: the operand that is stretched to this one, or what this one is reduced
 * to.
 *
 * @param size elements along it
 * @param step elements from one to the next in the other tensor; 0 where that has only one for all
 */
public record Axis(long size, long step) {

  /** The same elements with as few axes as possible: those without extent go, neighbors join. */
  static List<Axis> merged(List<Axis> axes) {
    List<Axis> merged = new ArrayList<>();
    for (Axis axis : axes) {
      if (axis.size == 1) {
        continue;
      }
      if (!merged.isEmpty() && merged.getLast().step == axis.step * axis.size) {
        Axis outer = merged.removeLast();
        merged.add(new Axis(outer.size * axis.size, axis.step));
      } else {
        merged.add(axis);
      }
    }
    return merged.isEmpty() ? List.of(new Axis(1, 0)) : merged;
  }

  /** Elements of the tensor. */
  static long elements(List<Axis> axes) {
    return axes.stream().mapToLong(Axis::size).reduce(1, Math::multiplyExact);
  }
}
