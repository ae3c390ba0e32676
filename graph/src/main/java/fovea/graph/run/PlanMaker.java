package fovea.graph.run;

import fovea.graph.Plan;
import fovea.graph.Variable;
import fovea.graph.run.memory.ArenaMemory;
import fovea.graph.spi.Backend;
import fovea.graph.spi.Lowered;
import fovea.graph.spi.Program;
import fovea.graph.type.FoveaException;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Makes plans of one program for different numbers of threads.
 *
 * @param parts what is planned
 * @param backend that runs it
 * @param arena that all plans share
 * @param clock of nanoseconds, by which runs are measured
 */
record PlanMaker(Parts parts, Backend backend, ArenaMemory arena, LongSupplier clock) {

  /**
   * What is planned.
   *
   * @param program after all rewriting
   * @param lookedAt variables that its function has looked at
   */
  record Parts(Program program, Set<Variable> lookedAt) {}

  /** The program that is planned. */
  Program program() {
    return parts.program();
  }

  /** A plan whose kernels use {@code threads}; on the engine thread only. */
  LocalPlan plan(int threads) {
    int before = backend.threads();
    backend.setThreads(threads);
    try {
      Lowered lowered = backend.lower(program());
      Dependencies dependencies = Dependencies.of(program(), parts.lookedAt());
      var team = new Plan.Team(threads, before, "");
      return new LocalPlan(this, new LocalPlan.Parts(lowered, dependencies, team));
    } catch (OutOfMemoryError e) {
      throw FoveaException.at(
          "plan",
          "there is not enough memory for it (" + e.getMessage() + ")",
          "use a smaller batch or picture",
          e);
    } finally {
      backend.setThreads(before);
    }
  }
}
