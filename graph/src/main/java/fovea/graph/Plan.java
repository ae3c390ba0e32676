package fovea.graph;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import java.util.List;

/** A plan that can be run again and again: its memory is allocated and its kernels are made. */
public interface Plan {

  /**
   * Runs the plan.
   *
   * @throws FoveaException if the arguments are not of the types the plan was made for, or the plan
   *     is not {@linkplain #isCurrent current}
   */
  void run(List<HostBuffer> arguments);

  /**
   * Runs the plan as {@link #run} does and notes when each kernel begins and ends, which costs some
   * ten nanoseconds a kernel.
   *
   * @throws FoveaException as {@link #run}
   */
  Timeline timed(List<HostBuffer> arguments);

  /** The kernels of every run, in order; what runs only after a weight has changed is left out. */
  List<PlannedKernel> kernels();

  /** A copy of result {@code index} of the last run. */
  HostBuffer result(int index);

  /** Element 0 of result {@code index} of the last run, without a copy. */
  double scalar(int index);

  /**
   * Whether all variables that the plan depends on still have the type, layout and trainability
   * that it was made for. If not, it cannot run any more.
   */
  boolean isCurrent();

  /** Statistics of the plan. */
  Summary summary();

  /** The plan as it is now, which stays with its number of threads. */
  default Plan settled() {
    return this;
  }

  /** The plan as text: kernels in order with shapes, layouts, bytes and reorders. */
  String print();

  /**
   * Statistics of a plan.
   *
   * @param backend name of the backend
   * @param team the threads that its kernels use
   * @param results how many results a run has
   * @param kernels calls of kernels in a run
   * @param reorders how many of them only change a layout
   * @param bf16Steps how many operations read or write bf16, casts not counted
   * @param arenaBytes peak of the shared memory for intermediates
   * @param keptBytes memory of the plan's own: arguments, constants and derived copies of variables
   */
  record Summary(
      String backend,
      Team team,
      int results,
      int kernels,
      int reorders,
      int bf16Steps,
      long arenaBytes,
      long keptBytes) {}

  /**
   * The threads of a plan.
   *
   * @param threads that its kernels use
   * @param available to the engine
   * @param reason why it is so many
   */
  record Team(int threads, int available, String reason) {
    @Override
    public String toString() {
      String of = threads == available ? "" : " of " + available;
      return threads + of + (threads == 1 && of.isEmpty() ? " thread" : " threads") + why();
    }

    private String why() {
      return reason.isEmpty() ? "" : " (" + reason + ")";
    }
  }
}
