package fovea.graph.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import fovea.graph.Compiled;
import fovea.graph.Plan;
import fovea.graph.Variable;
import fovea.graph.op.Binary;
import fovea.graph.ref.ReferenceBackend;
import fovea.graph.ref.ReferenceOps;
import fovea.graph.run.memory.ArenaMemory;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Lowered;
import fovea.graph.spi.PlainLowering;
import fovea.graph.spi.Program;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalPlanTest {
  private static final TensorType TYPE = TensorType.f32(1);

  private final Variable weight = new Variable("weight", TYPE, true, () -> number(1));

  private static HostBuffer number(double value) {
    return HostBuffer.of(TYPE, value);
  }

  /** {@code x * (2 * weight)}, whose second factor is kept; {@code during} happens in each run. */
  private LocalPlan product(Runnable during) {
    Compiled function = Compiled.of(in -> List.of(in.getFirst().mul(weight.tensor().mul(2))));
    Program program = ProgramBuilder.build(function.graph(List.of(TYPE)));
    Lowered lowered =
        PlainLowering.lower(
            program,
            "test",
            (step, inputs, outputs) -> {
              Runnable kernel = ReferenceOps.bind(step, inputs, outputs);
              boolean product = step.kernel().equals(new Kernel.Plain(new Binary.Mul()));
              return () -> {
                kernel.run();
                if (product) {
                  during.run();
                }
              };
            });
    var made = new PlanMaker.Parts(program, Set.of());
    var maker = new PlanMaker(made, new ReferenceBackend(), new ArenaMemory(), () -> 0);
    Dependencies dependencies = Dependencies.of(program, Set.of());
    var team = new Plan.Team(1, 1, "");
    return new LocalPlan(maker, new LocalPlan.Parts(lowered, dependencies, team));
  }

  private static double[] run(LocalPlan plan, double x) {
    plan.run(List.of(number(x)));
    return plan.result(0).doubles();
  }

  @Test
  void aValueThatIsGivenDuringARunCountsInTheNext() {
    LocalPlan plan = product(() -> weight.assign(number(10)));
    assertArrayEquals(new double[] {6}, run(plan, 3));
    assertArrayEquals(new double[] {60}, run(plan, 3));
  }
}
