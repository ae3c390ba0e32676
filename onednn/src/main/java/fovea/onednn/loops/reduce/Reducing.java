package fovea.onednn.loops.reduce;

import fovea.onednn.loops.LoopAxis;
import java.util.ArrayList;
import java.util.List;

/**
 * A reduction cut into tasks: a box of the tensor's axes, of which those that stay have at most
 * {@link #MOST} places together, so that what they come to fits into the cache.
 *
 * <p>Neighboring axes that are both reduced, or both stay, count as one. Results are numbered in
 * the order in which the axes that stay lie in memory.
 */
final class Reducing {
  /** Results of a task. */
  static final int MOST = 1024;

  /** Elements below which a task is not cut any further. */
  private static final long LEAST = 1 << 15;

  /**
   * Neighboring elements below which reading is slow: a page, where the processor stops fetching.
   */
  private static final long RUN = 1024;

  /** Sizes of the axes, outermost first. */
  final long[] sizes;

  /** Elements from one place of an axis to the next. */
  final long[] strides;

  /** Whether an axis is reduced. */
  final boolean[] reduced;

  /** Results from one place of an axis to the next; 0 if it is reduced. */
  final long[] places;

  /** The axis of which a task takes some places: those before that stay are at one place each. */
  private final int cut;

  /** How many of them. */
  private final long part;

  /** How all results lie, in the order of their numbers. */
  final List<LoopAxis> results;

  /**
   * A reduction.
   *
   * @param axes of the tensor, with steps in the result
   * @param threads that should have a task each
   */
  Reducing(List<LoopAxis> axes, int threads) {
    List<LoopAxis> joined = joined(axes);
    int count = joined.size();
    sizes = joined.stream().mapToLong(LoopAxis::size).toArray();
    strides = new long[count];
    places = new long[count];
    reduced = new boolean[count];
    long stride = 1;
    long place = 1;
    for (int i = count - 1; i >= 0; i--) {
      reduced[i] = joined.get(i).step() == 0;
      strides[i] = stride;
      stride *= sizes[i];
      places[i] = reduced[i] ? 0 : place;
      place *= reduced[i] ? 1 : sizes[i];
    }
    results = LoopAxis.merged(axes.stream().filter(axis -> axis.step() != 0).toList());
    int within = count;
    for (int i = count - 1; i >= 0; i--) {
      if (!reduced[i] && (within == count || places[i] < MOST)) {
        within = i;
      }
    }
    cut = within;
    part = cut == count ? 1 : part(threads);
  }

  /** Neighbors that are both reduced, or both stay, as one; steps tell only which. */
  private static List<LoopAxis> joined(List<LoopAxis> axes) {
    List<LoopAxis> joined = new ArrayList<>();
    for (LoopAxis axis : axes) {
      long step = axis.step() == 0 ? 0 : 1;
      if (axis.size() == 1) {
        continue;
      }
      if (!joined.isEmpty() && joined.getLast().step() == step) {
        joined.add(new LoopAxis(joined.removeLast().size() * axis.size(), step));
      } else {
        joined.add(new LoopAxis(axis.size(), step));
      }
    }
    return joined.isEmpty() ? List.of(new LoopAxis(1, 1)) : joined;
  }

  /** Places of the cut axis in a task: for all threads, but not too short to be read. */
  private long part(int threads) {
    long most = Math.max(1, MOST / places[cut]);
    long others = results() / (sizes[cut] * places[cut]);
    long wanted = Math.ceilDiv(2L * threads, others);
    long even = Math.ceilDiv(sizes[cut], wanted);
    long perPlace = elements() / (others * sizes[cut]);
    long least = Math.max(Math.ceilDiv(LEAST, perPlace), Math.ceilDiv(RUN, strides[cut]));
    return Math.min(Math.min(most, sizes[cut]), Math.max(even, least));
  }

  /** Elements of the tensor. */
  long elements() {
    return sizes[0] * strides[0];
  }

  /** Results of all tasks. */
  long results() {
    long all = 1;
    for (int i = 0; i < sizes.length; i++) {
      all *= reduced[i] ? 1 : sizes[i];
    }
    return all;
  }

  /** How many tasks there are. */
  long tasks() {
    return cut == sizes.length ? 1 : results() / (sizes[cut] * places[cut]) * parts();
  }

  private long parts() {
    return Math.ceilDiv(sizes[cut], part);
  }

  /** The longest reduced axis, along which threads share what are too few tasks; or -1. */
  int shared() {
    int longest = -1;
    for (int i = 0; i < reduced.length; i++) {
      if (reduced[i] && (longest < 0 || sizes[i] > sizes[longest])) {
        longest = i;
      }
    }
    return longest;
  }

  /**
   * Writes where the box of a task begins and ends on each axis, and returns the number of its
   * first result.
   */
  long box(long task, long[] begins, long[] ends) {
    for (int i = 0; i < sizes.length; i++) {
      begins[i] = 0;
      ends[i] = sizes[i];
    }
    if (cut == sizes.length) {
      return 0;
    }
    begins[cut] = task % parts() * part;
    ends[cut] = Math.min(sizes[cut], begins[cut] + part);
    long rest = task / parts();
    long first = begins[cut] * places[cut];
    for (int i = cut - 1; i >= 0; i--) {
      if (!reduced[i]) {
        begins[i] = rest % sizes[i];
        ends[i] = begins[i] + 1;
        first += begins[i] * places[i];
        rest /= sizes[i];
      }
    }
    return first;
  }

  /** Results of a box. */
  int results(long[] begins, long[] ends) {
    long all = 1;
    for (int i = 0; i < sizes.length; i++) {
      all *= reduced[i] ? 1 : ends[i] - begins[i];
    }
    return Math.toIntExact(all);
  }
}
