package fovea.graph.run;

import fovea.graph.Engine;
import fovea.graph.Plan;
import fovea.graph.PlannedKernel;
import fovea.graph.Timeline;
import fovea.graph.type.HostBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A plan whose number of threads follows from how long its runs take: now and then some runs try
 * the next smaller or larger number, if there is reason to. Not for plans that change variables,
 * which must repeat bit for bit.
 */
final class MeasuredPlan implements Plan {
  private static final int RUNS = 16;
  private static final int TRIAL = 6;
  private static final int WARM_UP = 3;

  /** What takes longer would make a trial, and the plan for it, too dear. */
  private static final long LONG = 200_000_000;

  private static final long FIRST_PAUSE = 1_000_000_000;
  private static final long LAST_PAUSE = 60 * FIRST_PAUSE;

  private final PlanMaker maker;
  private final Teams teams;
  private final Map<Integer, LocalPlan> plans = new HashMap<>();
  private final RunTimes settledTimes = new RunTimes(RUNS);
  private final RunTimes trialTimes = new RunTimes(TRIAL);
  private LocalPlan current;
  private LocalPlan last;
  private int settled;
  private int tried;
  private int failed;
  private boolean fewerNext = true;
  private long nextTrial;
  private long pause = FIRST_PAUSE;

  MeasuredPlan(PlanMaker maker, Teams teams) {
    this.maker = maker;
    this.teams = teams;
    this.current = plan(0);
    current.team(teams.all("fewer while measured runs are faster so"));
    this.last = current;
    this.nextTrial = maker.clock().getAsLong();
    settledTimes.restart(WARM_UP);
  }

  @Override
  public void run(List<HostBuffer> arguments) {
    Engine.instance()
        .onEngineThread(
            () -> {
              measured(arguments);
              return true;
            });
  }

  private void measured(List<HostBuffer> arguments) {
    last = current;
    long begin = maker.clock().getAsLong();
    current.replay(arguments);
    long end = maker.clock().getAsLong();
    if (tried != settled) {
      if (trialTimes.add(end - begin)) {
        endTrial(end);
      }
    } else if (settledTimes.add(end - begin)) {
      considerTrial(end);
    }
  }

  private void considerTrial(long now) {
    boolean fewer = settled + 1 < teams.count() && settledTimes.doubtful();
    boolean more = settled > 0;
    if (now < nextTrial || settledTimes.median() > LONG || !(fewer || more)) {
      settledTimes.restart(0);
      return;
    }
    tried = fewer && (fewerNext || !more) ? fewer() : settled - 1;
    current = plan(tried);
    trialTimes.restart(WARM_UP);
  }

  /** The next smaller size that has not been tried since the last change, or the first again. */
  private int fewer() {
    int next = settled + 1 + failed % (teams.count() - 1 - settled);
    failed++;
    return next;
  }

  private void endTrial(long now) {
    long before = settledTimes.median();
    long after = trialTimes.median();
    boolean better =
        tried > settled
            ? Teams.better(after, settledTimes.quarter())
            : !Teams.better(before, trialTimes.quarter());
    if (better) {
      plan(tried).team(teams.chosen(tried, after, settled, before));
      fewerNext = tried > settled;
      settled = tried;
      nextTrial = now;
      pause = FIRST_PAUSE;
      failed = 0;
    } else {
      plan(settled).team(teams.chosen(settled, before, tried, after));
      fewerNext = tried < settled;
      tried = settled;
      nextTrial = now + pause;
      pause = Math.min(2 * pause, LAST_PAUSE);
    }
    current = plan(settled);
    settledTimes.restart(WARM_UP);
  }

  private LocalPlan plan(int team) {
    return plans.computeIfAbsent(team, _ -> maker.plan(teams.size(team)));
  }

  @Override
  public Timeline timed(List<HostBuffer> arguments) {
    last = current;
    return current.timed(arguments);
  }

  @Override
  public boolean isCurrent() {
    return current.isCurrent();
  }

  @Override
  public List<PlannedKernel> kernels() {
    return current.kernels();
  }

  @Override
  public HostBuffer result(int index) {
    return last.result(index);
  }

  @Override
  public double scalar(int index) {
    return last.scalar(index);
  }

  @Override
  public Summary summary() {
    return current.summary();
  }

  @Override
  public Plan settled() {
    return plan(settled);
  }

  @Override
  public String print() {
    return current.print();
  }
}
