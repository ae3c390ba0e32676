package fovea.graph.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Engine;
import fovea.graph.Plan;
import fovea.graph.Tensor;
import fovea.graph.Variable;
import fovea.graph.ref.ReferenceOps;
import fovea.graph.run.memory.ArenaMemory;
import fovea.graph.spi.Backend;
import fovea.graph.spi.Fusion;
import fovea.graph.spi.Lowered;
import fovea.graph.spi.PlainLowering;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/** Which number of threads a plan gets, by a clock that only its kernels move. */
class MeasuredThreadsTest {
  private static final long MILLI = 1_000_000;
  private static final TensorType TYPE = TensorType.f32(2);

  private final Variable weight =
      new Variable("weight", TYPE, true, () -> HostBuffer.of(TYPE, 3, 4));
  private final SlowBackend backend = new SlowBackend();
  private final ArenaMemory arena = new ArenaMemory();

  /** The reference with a team of four, whose kernels take as long as the test says. */
  private static final class SlowBackend implements Backend {
    private int threads = 4;
    private long now;
    private int lowered;
    private IntToLongFunction nanos = _ -> MILLI;

    @Override
    public String name() {
      return "slow";
    }

    @Override
    public Device device() {
      return Device.REFERENCE;
    }

    @Override
    public Optional<String> obstacle() {
      return Optional.empty();
    }

    @Override
    public Set<Fusion> fusions() {
      return Set.of();
    }

    @Override
    public boolean prefersBf16(Step step) {
      return false;
    }

    @Override
    public Lowered lower(Program program) {
      lowered++;
      int made = threads;
      return PlainLowering.lower(
          program,
          "slow",
          (step, inputs, outputs) -> {
            Runnable kernel = ReferenceOps.bind(step, inputs, outputs);
            return () -> {
              assertEquals(made, threads, "a plan runs with the threads that it was made for");
              kernel.run();
              now += nanos.applyAsLong(threads);
            };
          });
    }

    @Override
    public String details() {
      return "";
    }

    @Override
    public Map<String, String> decisions() {
      return Map.of();
    }

    @Override
    public void setThreads(int count) {
      threads = count;
    }

    @Override
    public int threads() {
      return threads;
    }
  }

  private PlanMaker maker(Engine.Graph graph) {
    var parts = new PlanMaker.Parts(ProgramBuilder.build(graph), Set.of());
    return new PlanMaker(parts, backend, arena, () -> backend.now);
  }

  private MeasuredPlan inference() {
    Tensor doubled = weight.tensor().add(Tensor.full(TYPE, 1)).mul(weight.tensor()).mul(2);
    Tensor changing = doubled.add(Tensor.of(new fovea.graph.op.Source.Argument(0, TYPE)));
    return new MeasuredPlan(
        maker(new Engine.Graph(List.of(TYPE), List.of(changing), Map.of())), new Teams(4));
  }

  private Plan training(ThreadTuner tuner) {
    Tensor changed =
        weight.tensor().add(Tensor.of(new fovea.graph.op.Source.Argument(0, TYPE)).add(1));
    return tuner.choose(
        maker(new Engine.Graph(List.of(TYPE), List.of(changed), Map.of(weight, changed))),
        new Teams(4));
  }

  private void run(Plan plan, int times) {
    HostBuffer zeros = HostBuffer.allocate(TYPE);
    Engine.instance()
        .onEngineThread(
            () -> {
              for (int i = 0; i < times; i++) {
                plan.run(List.of(zeros));
              }
              return times;
            });
  }

  @Test
  void aPlanThatRunsEvenlyKeepsAllThreadsAndMakesNoOther() {
    MeasuredPlan plan = inference();
    run(plan, 500);
    assertEquals(4, plan.summary().team().threads());
    assertEquals(1, backend.lowered);
  }

  @Test
  void aShortPlanGetsFewerThreadsIfThatIsFaster() {
    backend.nanos = threads -> 10_000L * threads;
    MeasuredPlan plan = inference();
    run(plan, 1_000);
    assertEquals(1, plan.settled().summary().team().threads());
    assertTrue(plan.print().contains("1 of 4 threads (measured: "), plan.print());
  }

  @Test
  void aShortPlanKeepsAllThreadsIfFewerAreSlower() {
    backend.nanos = threads -> 40_000L / threads;
    MeasuredPlan plan = inference();
    run(plan, 1_000);
    assertEquals(4, plan.settled().summary().team().threads());
    assertTrue(plan.print().contains("4 threads (measured: "), plan.print());
  }

  @Test
  void whileOthersWantTheCoresItHasFewerThreads() {
    MeasuredPlan plan = inference();
    run(plan, 100);
    var random = new SplittableRandom(1);
    backend.nanos = threads -> threads > 1 ? random.nextLong(4, 30) * MILLI : 3 * MILLI;
    run(plan, 3_000);
    assertEquals(1, plan.settled().summary().team().threads());
    backend.nanos = threads -> 4 * MILLI / threads;
    run(plan, 30_000);
    assertEquals(4, plan.settled().summary().team().threads(), plan.print());
  }

  @Test
  void resultsAreThoseOfTheLastRunWhicheverPlanRan() {
    backend.nanos = threads -> 1_000L * threads;
    MeasuredPlan plan = inference();
    for (int i = 0; i < 100; i++) {
      plan.run(List.of(HostBuffer.of(TYPE, i, 2 * i)));
      assertArrayEquals(new double[] {24 + i, 40 + 2 * i}, plan.result(0).doubles());
    }
  }

  @Test
  void aStepOfTrainingIsMeasuredBeforeItsFirstRunAndLeavesNothingBehind() {
    backend.nanos = threads -> 1_000L * threads;
    long version = weight.version();
    Plan plan = training(new ThreadTuner());
    assertEquals(1, plan.summary().team().threads());
    assertArrayEquals(new double[] {3, 4}, weight.value().doubles());
    assertEquals(version, weight.version());
    run(plan, 2);
    assertArrayEquals(new double[] {5, 6}, weight.value().doubles());
    backend.nanos = threads -> threads == 1 ? 9 * MILLI : 1;
    run(plan, 1_000);
    assertEquals(1, plan.summary().team().threads(), "a training keeps its number");
  }

  @Test
  void equalStepsOfTrainingGetTheSameNumber() {
    var tuner = new ThreadTuner();
    backend.nanos = threads -> 1_000L * threads;
    assertEquals(1, training(tuner).summary().team().threads());
    backend.nanos = threads -> 40_000L / threads;
    assertEquals(1, training(tuner).summary().team().threads());
    assertEquals(4, training(new ThreadTuner()).summary().team().threads());
  }
}
