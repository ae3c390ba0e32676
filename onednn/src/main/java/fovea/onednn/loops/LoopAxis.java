package fovea.onednn.loops;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a tensor as it lies in memory, with what a step along it means in another tensor that
 * lacks some of the axes: the operand that is broadcast to this one, or what this one is reduced
 * to.
 *
 * @param size elements along it
 * @param step elements from one to the next in the other tensor; 0 where that has only one for all
 */
public record LoopAxis(long size, long step) {

  /** The same elements with as few axes as possible: those without extent go, neighbors join. */
  public static List<LoopAxis> merged(List<LoopAxis> axes) {
    List<LoopAxis> merged = new ArrayList<>();
    for (LoopAxis axis : axes) {
      if (axis.size == 1) {
        continue;
      }
      if (!merged.isEmpty() && merged.getLast().step == axis.step * axis.size) {
        LoopAxis outer = merged.removeLast();
        merged.add(new LoopAxis(outer.size * axis.size, axis.step));
      } else {
        merged.add(axis);
      }
    }
    return merged.isEmpty() ? List.of(new LoopAxis(1, 0)) : merged;
  }

  /** Elements of the tensor. */
  public static long elements(List<LoopAxis> axes) {
    return axes.stream().mapToLong(LoopAxis::size).reduce(1, Math::multiplyExact);
  }
}
