package fovea.train.profile;

import fovea.graph.Engine;
import fovea.graph.Plan;
import fovea.graph.Timeline;
import fovea.graph.type.HostBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures how long the kernels of a plan take. Runs that are watched and runs that are not take
 * turns, so that the cost of watching shows.
 *
 * @param repeats how often, after half the time of warming up
 * @param listener is told of each repetition
 */
public record Profiler(Repeats repeats, Listener listener) {
  /** A profiler that tells nobody how far it is. */
  public Profiler(Repeats repeats) {
    this(repeats, (_, _) -> {});
  }

  /** Learns how far a profile has come. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A repetition is done.
     *
     * @param done how many are
     * @param share of the whole measurement, from 0 to 1
     */
    void repeated(int done, double share);
  }

  /** Profiles {@code plan}, running it with the same arguments again and again. */
  public Profile profile(Plan plan, List<HostBuffer> arguments) {
    Plan settled = Engine.instance().onEngineThread(() -> warm(plan, arguments));
    return settled(settled, arguments);
  }

  /** Runs that may change the number of threads. */
  private Plan warm(Plan plan, List<HostBuffer> arguments) {
    repeat(repeats.warmUp(), (_, _) -> {}, () -> plan.run(arguments));
    return plan.settled();
  }

  private Profile settled(Plan plan, List<HostBuffer> arguments) {
    Ceiling before = CeilingProbe.measure(plan);
    Runs runs = Engine.instance().onEngineThread(() -> measured(plan, arguments));
    Ceiling ceiling = before.or(CeilingProbe.measure(plan));
    return new Profile(
        plan.summary(),
        kernels(plan, runs.watched(), ceiling),
        runs.typical(),
        new Profile.Steps(
            runs.watched().size(),
            Seconds.ofNanos(runs.plain().stream().mapToLong(Long::longValue).toArray()),
            Seconds.ofNanos(runs.watched().stream().mapToLong(Timeline::total).toArray())),
        ceiling);
  }

  /** What was measured: runs that were watched, and nanoseconds of those that were not. */
  private record Runs(List<Timeline> watched, List<Long> plain) {
    Timeline typical() {
      return watched.stream()
          .sorted(Comparator.comparingLong(Timeline::total))
          .toList()
          .get(watched.size() / 2);
    }
  }

  private Runs measured(Plan plan, List<HostBuffer> arguments) {
    Runs runs = new Runs(new ArrayList<>(), new ArrayList<>());
    repeat(
        repeats,
        listener,
        () -> {
          runs.watched().add(plan.timed(arguments));
          long begin = System.nanoTime();
          plan.run(arguments);
          runs.plain().add(System.nanoTime() - begin);
        });
    return runs;
  }

  private static void repeat(Repeats repeats, Listener listener, Runnable body) {
    long begin = System.nanoTime();
    for (int done = 0; repeats.shouldContinue(done, System.nanoTime() - begin); ) {
      body.run();
      done++;
      listener.repeated(done, repeats.share(done, System.nanoTime() - begin));
    }
  }

  private static List<KernelProfile> kernels(Plan plan, List<Timeline> runs, Ceiling ceiling) {
    var planned = plan.kernels();
    return IntStream.range(0, planned.size())
        .mapToObj(
            i -> {
              long[] nanos = runs.stream().mapToLong(run -> run.duration(i)).toArray();
              return new KernelProfile(
                  planned.get(i), Seconds.ofNanos(nanos).median(), ceiling.seconds(planned.get(i)));
            })
        .toList();
  }
}
