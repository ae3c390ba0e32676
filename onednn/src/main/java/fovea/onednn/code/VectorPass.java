package fovea.onednn.code;

import fovea.onednn.ffm.system.MachineCalls;
import fovea.onednn.ffm.system.MachineCode;
import fovea.onednn.ffm.system.OpenMp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A pass of machine code over floats of which each is treated by itself. Its arguments are where
 * tensors of one size are, at most five, and the number of groups of floats, at least one.
 *
 * @param group treats several vectors at a time
 * @param single treats one
 * @param unrolled vectors of a group
 */
public record VectorPass(Vectors vectors, Routine group, Routine single, int unrolled) {
  /** Below so many floats a team costs more than it brings. */
  private static final long WORTH_A_TEAM = 16 << 10;

  /**
   * Makes it ready to run on as many threads as the calling one has; what is left after the last
   * whole vector stays as it is.
   *
   * @param floats of each tensor
   * @param codes makes the code of routines, or knows it already
   * @param addresses of the tensors; 0 for one that is not there
   */
  public Runnable bind(long floats, Function<Routine, MachineCode> codes, long... addresses) {
    int size = unrolled * vectors.lanes();
    int groups = Math.toIntExact(floats / size);
    int singles = (int) (floats % size / vectors.lanes());
    int threads = floats < WORTH_A_TEAM ? 1 : Math.min(OpenMp.threads(), groups);
    List<MachineCalls> parts = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      MachineCalls.Program calls = new MachineCalls.Program();
      Span span = Span.part(thread, threads, groups);
      if (span.size() > 0) {
        long first = (long) span.first() * size;
        calls.add(codes.apply(group), arguments(addresses, first, span.size()));
      }
      if (thread == threads - 1 && singles > 0) {
        calls.add(codes.apply(single), arguments(addresses, (long) groups * size, singles));
      }
      if (!calls.empty()) {
        parts.add(new MachineCalls(codes.apply(new EachCall()), calls, List.of()));
      }
    }
    return switch (parts.size()) {
      case 0 -> () -> {};
      case 1 -> parts.getFirst();
      default -> OpenMp.atOnce(parts);
    };
  }

  private static long[] arguments(long[] addresses, long first, int count) {
    long[] arguments = new long[addresses.length + 1];
    for (int i = 0; i < addresses.length; i++) {
      arguments[i] = addresses[i] == 0 ? 0 : addresses[i] + first * Float.BYTES;
    }
    arguments[addresses.length] = count;
    return arguments;
  }
}
