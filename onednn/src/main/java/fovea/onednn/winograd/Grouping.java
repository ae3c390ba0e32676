package fovea.onednn.winograd;

import fovea.onednn.code.Span;
import fovea.onednn.ffm.DnnlStream;
import fovea.onednn.ffm.system.OpenMp;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * How the rows of tiles are cut into groups, and who works on them: all threads on one group after
 * the other, or each thread on groups of its own, in a lane. The latter way nothing goes from core
 * to core and nobody waits, but each lane reads the transformed kernels, or has a sum of its own.
 *
 * @param lanes groups that are worked on at once, each by one thread; 1 if all threads work on the
 *     same group
 * @param bytes what the transformed tiles and products of a group may take
 */
public record Grouping(int lanes, long bytes) {
  /** A part of what last-level caches hold. */
  private static final long CACHED = 8L << 20;

  /** A core's share of that. */
  private static final long SHARE = 4L << 20;

  /** All threads at one group. */
  static Grouping together() {
    return new Grouping(1, CACHED);
  }

  /**
   * In lanes, if what each of them reads for each group, the transformed kernels, is small enough.
   */
  static Grouping reading(long weightBytes) {
    return weightBytes <= SHARE ? inLanes() : together();
  }

  /** In lanes, if their sums, the gradients of transformed kernels, are small enough together. */
  static Grouping summing(long weightBytes) {
    return weightBytes * OpenMp.threads() <= CACHED ? inLanes() : together();
  }

  private static Grouping inLanes() {
    return new Grouping(OpenMp.threads(), SHARE);
  }

  /**
   * The work on a group.
   *
   * @param lane in which it is done
   * @param first whether it is the first one there
   * @param stream of the lane
   */
  record Turn(Bands group, int lane, boolean first, DnnlStream stream) {
    /** The lane's part of memory in which each lane has some bytes. */
    MemorySegment own(MemorySegment memory, long bytes) {
      return memory.asSlice(lane * bytes, bytes);
    }
  }

  /** Makes the parts of the work on a group. */
  interface Parts {
    /** The parts in the order in which they run. */
    List<Runnable> of(Turn turn);
  }

  /** Lanes that get any of so many groups: the first ones. */
  int used(int groups) {
    return Math.min(lanes, groups);
  }

  /** Returns what is made for as many threads as work on a group. */
  <T> T make(Supplier<T> maker) {
    return lanes > 1 ? OpenMp.alone(maker) : maker.get();
  }

  /** All groups, ready to run one after the other, or as one part in lanes. */
  List<Runnable> bind(List<Bands> groups, Parts parts) {
    return make(
        () -> {
          List<List<Runnable>> all =
              IntStream.range(0, used(groups.size()))
                  .mapToObj(lane -> lane(lane, groups, parts))
                  .toList();
          return lanes == 1
              ? all.getFirst()
              : List.of(OpenMp.atOnce(all.stream().map(Grouping::alone).toList()));
        });
  }

  private List<Runnable> lane(int lane, List<Bands> groups, Parts parts) {
    DnnlStream stream = DnnlStream.create();
    int used = used(groups.size());
    Span share = Span.part(lane, used, groups.size());
    List<Runnable> all = new ArrayList<>();
    for (int i = share.first(); i < share.end(); i++) {
      all.addAll(parts.of(new Turn(groups.get(i), lane, i == share.first(), stream)));
    }
    return all;
  }

  /** What a lane runs is made for a single thread, and says so to OpenMP while it runs. */
  private static Runnable alone(List<Runnable> lane) {
    return () ->
        OpenMp.alone(
            () -> {
              lane.forEach(Runnable::run);
              return lane;
            });
  }
}
