package fovea.graph;

import fovea.graph.op.Reduce;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The axes that a reduction goes along, such as {@code Axes.of(2, 3).keep()} for the mean of each
 * picture of {@code [n, c, h, w]}, as {@code [n, c, 1, 1]}.
 *
 * @param indices which; negative ones count from the end, none stands for all
 * @param kept whether they stay, with size 1
 */
public record Axes(List<Integer> indices, boolean kept) {

  /** Copies the indices. */
  public Axes {
    indices = List.copyOf(indices);
  }

  /** The axes of these indices, which the result does not have; all of them if none is named. */
  public static Axes of(int... indices) {
    return new Axes(IntStream.of(indices).boxed().toList(), false);
  }

  /** All axes, which the result does not have. */
  public static Axes all() {
    return of();
  }

  /** The same axes, which stay with size 1, so that the result broadcasts with what it is of. */
  public Axes keep() {
    return new Axes(indices, true);
  }

  /**
   * Their indices in {@code shape} from the front, sorted.
   *
   * @throws FoveaException if one is named twice or does not exist
   */
  public List<Integer> in(Shape shape) {
    return Reduce.axes(shape, indices.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Number of elements of {@code shape} that a reduction makes one of. */
  public long elements(Shape shape) {
    return in(shape).stream().mapToLong(shape::dim).reduce(1, (a, b) -> a * b);
  }
}
