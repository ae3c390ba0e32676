package fovea.graph.run;

import fovea.graph.Plan;
import fovea.graph.PlannedKernel;
import fovea.graph.Variable;
import fovea.graph.spi.Program;
import fovea.graph.spi.Value;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Chooses the number of threads of a plan that changes variables before its first run: a few runs
 * on zeros, after which all variables are put back. Later it stays, so that a training repeats bit
 * for bit; equal programs of this process get the same number.
 */
final class ThreadTuner {
  private static final int REMEMBERED = 256;
  private static final int RUNS = 7;
  private static final int WARM_UP = 2;

  /** While the JVM compiles for more than this share of the time, runs are measured again. */
  private static final double COMPILING = 0.1;

  private static final int MOST_ROUNDS = 4;

  /** Plans that take longer by a rough estimate keep all threads: waiting is little of them. */
  private static final double LONGEST_NANOS = 20e6;

  private static final double FLOPS_A_NANO = 50;
  private static final double BYTES_A_NANO = 10;

  private final Map<List<Object>, Plan.Team> choices =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, Plan.Team> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** A plan with the number of threads that is fastest; on the engine thread only. */
  LocalPlan choose(PlanMaker maker, Teams teams) {
    List<Object> key = ProgramKey.of(maker.program(), ThreadTuner::place);
    Plan.Team known = choices.get(key);
    if (known != null) {
      LocalPlan plan = maker.plan(known.threads());
      plan.team(known);
      return plan;
    }
    LocalPlan plan = maker.plan(teams.size(0));
    plan.team(teams.all("too long a run to gain by fewer"));
    if (nanos(plan) <= LONGEST_NANOS) {
      plan = current(fastest(plan, maker, teams), maker);
      choices.put(key, plan.summary().team());
    }
    return plan;
  }

  /** Of a value: which argument it is, and whether it lies in a variable, but not in which. */
  private static Object place(Value.Origin origin) {
    return switch (origin) {
      case Value.Origin.Stored _ -> Variable.class;
      case Value.Origin.Argument _, Value.Origin.Computed _, Value.Origin.Full _ -> origin;
      case Value.Origin.Given _ -> HostBuffer.class;
    };
  }

  private static double nanos(LocalPlan plan) {
    double nanos = 0;
    for (PlannedKernel kernel : plan.kernels()) {
      nanos += 2.0 * kernel.multiplyAdds() / FLOPS_A_NANO + kernel.bytes() / BYTES_A_NANO;
    }
    return nanos;
  }

  /** The plan, made again if another one has moved variables to other layouts. */
  private static LocalPlan current(LocalPlan plan, PlanMaker maker) {
    if (plan.isCurrent()) {
      return plan;
    }
    LocalPlan again = maker.plan(plan.summary().team().threads());
    again.team(plan.summary().team());
    return again;
  }

  private static LocalPlan fastest(LocalPlan all, PlanMaker maker, Teams teams) {
    RunTimes times = new RunTimes(RUNS);
    if (!measure(all, maker, times)) {
      all.team(teams.all("does not run on zeros, so it was not measured"));
      return all;
    }
    LocalPlan best = all;
    int size = 0;
    for (int next = 1; next < teams.count(); next++) {
      LocalPlan fewer = maker.plan(teams.size(next));
      RunTimes fewerTimes = new RunTimes(RUNS);
      // In turns, for the first runs of a process are slow whichever plan they are of.
      measure(fewer, maker, fewerTimes);
      measure(best, maker, times);
      measure(fewer, maker, fewerTimes);
      if (Teams.better(fewerTimes.median(), times.quarter())) {
        fewer.team(teams.chosen(next, fewerTimes.median(), size, times.median()));
        best = fewer;
        size = next;
        times = fewerTimes;
      } else {
        best.team(teams.chosen(size, times.median(), next, fewerTimes.median()));
      }
    }
    return best;
  }

  /** Whether the plan ran on zeros; some functions may refuse them. */
  private static boolean measure(LocalPlan plan, PlanMaker maker, RunTimes times) {
    Program program = maker.program();
    List<HostBuffer> zeros = program.arguments().stream().map(HostBuffer::allocate).toList();
    Map<Variable, MemorySegment> saved = new HashMap<>();
    program.changes().keySet().forEach(variable -> saved.put(variable, copy(variable.data())));
    try {
      int rounds = 0;
      boolean calm = false;
      while (!calm && rounds < MOST_ROUNDS) {
        calm = round(plan, zeros, maker.clock(), times);
        rounds++;
      }
      return true;
    } catch (FoveaException e) {
      return false;
    } finally {
      saved.forEach((variable, bytes) -> variable.data().copyFrom(bytes));
    }
  }

  /** Fills the times, and says whether the JVM left the cores alone meanwhile. */
  private static boolean round(
      LocalPlan plan, List<HostBuffer> zeros, LongSupplier clock, RunTimes times) {
    long compiled = compilationMillis();
    long start = clock.getAsLong();
    times.restart(WARM_UP);
    boolean enough = false;
    while (!enough) {
      long begin = clock.getAsLong();
      plan.trialRun(zeros);
      enough = times.add(clock.getAsLong() - begin);
    }
    double millis = (clock.getAsLong() - start) / 1e6;
    return compilationMillis() - compiled <= COMPILING * millis;
  }

  /** How long the JVM has compiled up to now, on threads that want a core as ours do. */
  private static long compilationMillis() {
    CompilationMXBean compilation = ManagementFactory.getCompilationMXBean();
    return compilation != null && compilation.isCompilationTimeMonitoringSupported()
        ? compilation.getTotalCompilationTime()
        : 0;
  }

  private static MemorySegment copy(MemorySegment memory) {
    return MemorySegment.ofArray(memory.toArray(ValueLayout.JAVA_BYTE));
  }
}
