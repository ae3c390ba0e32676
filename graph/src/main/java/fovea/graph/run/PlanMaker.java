package fovea.graph.run;

import fovea.graph.Executable;
import fovea.graph.FoveaException;
import fovea.graph.spi.Backend;
import fovea.graph.spi.Program;
import java.util.function.LongSupplier;

/**
 * Makes plans of one program for different numbers of threads.
 *
 * @param program after all rewriting
 * @param backend that runs it
 * @param arena that all plans share
 * @param clock of nanoseconds, by which runs are measured
 */
record PlanMaker(Program program, Backend backend, ArenaMemory arena, LongSupplier clock) {

  /** A plan whose kernels use {@code threads}; on the engine thread only. */
  PlanExecutable plan(int threads) {
    int before = backend.threads();
    backend.threads(threads);
    try {
      var team = new Executable.Team(threads, before, "");
      return new PlanExecutable(this, backend.lower(program), team);
    } catch (OutOfMemoryError e) {
      throw FoveaException.at(
          "plan",
          "there is not enough memory for it (" + e.getMessage() + ")",
          "use a smaller batch or picture",
          e);
    } finally {
      backend.threads(before);
    }
  }
}
