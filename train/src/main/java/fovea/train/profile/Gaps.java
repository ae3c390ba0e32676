package fovea.train.profile;

import fovea.graph.Timeline;
import java.util.stream.LongStream;

/**
 * The time of a step in which no kernel runs. What a library does within a call before its kernel
 * begins counts for the kernel.
 *
 * @param before seconds from the call to the first kernel: the arguments are copied then
 * @param between seconds between kernels, all together
 * @param longest seconds of the longest pause between two kernels
 * @param mean seconds of a pause between two kernels
 */
public record Gaps(double before, double between, double longest, double mean) {

  static Gaps of(Timeline run) {
    int kernels = run.kernels();
    if (kernels == 0) {
      return new Gaps(run.total() * 1e-9, 0, 0, 0);
    }
    long[] pauses =
        LongStream.range(1, kernels).map(i -> run.start((int) i) - run.end((int) i - 1)).toArray();
    double between = LongStream.of(pauses).sum() * 1e-9;
    double longest = LongStream.of(pauses).max().orElse(0) * 1e-9;
    return new Gaps(run.start(0) * 1e-9, between, longest, between / Math.max(1, pauses.length));
  }
}
