package fovea.testkit.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fovea.graph.Compiled;
import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.op.Update;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.testkit.Close;
import fovea.testkit.Devices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Updates of variables in plans: the native backend and f32 against the reference in f64. */
class UpdateTest {
  private static final Seeds.Budget BUDGET = new Seeds.Budget(8, 200);
  private static final int STEPS = 3;

  private static final Map<Class<? extends Update>, Function<Draw, Update>> ROWS =
      Map.of(
          Update.Sgd.class, r -> new Update.Sgd(r.of(0.0, 0.9), r.coin(), r.of(0.0, 0.01)),
          Update.Adam.class, r -> new Update.Adam(0.9, 0.999, 1e-8, r.of(0.0, 0.01), r.coin()),
          Update.RmsProp.class, r -> new Update.RmsProp(0.9, 1e-8, r.of(0.0, 0.9), r.of(0.0, 0.01)),
          Update.Adagrad.class, r -> new Update.Adagrad(1e-10, r.of(0.0, 0.01)),
          Update.RunningMean.class, r -> new Update.RunningMean(r.of(0.1, 0.01), r.real(1, 2)),
          Update.Increment.class, _ -> new Update.Increment());

  @Test
  void everyUpdateHasARow() {
    assertEquals(Set.of(Update.class.getPermittedSubclasses()), ROWS.keySet());
  }

  @TestFactory
  Stream<DynamicTest> f32IsNearF64() {
    return each(Device.REFERENCE);
  }

  @TestFactory
  Stream<DynamicTest> cpuIsNearReference() {
    return each(Device.CPU);
  }

  private static Stream<DynamicTest> each(Device device) {
    return ROWS.entrySet().stream()
        .map(
            row ->
                dynamicTest(
                    row.getKey().getSimpleName(),
                    () -> {
                      Devices.assume(device);
                      Seeds.repeat(BUDGET, seed -> check(row.getValue(), device, seed));
                    }));
  }

  private static void check(Function<Draw, Update> row, Device device, long seed) {
    Draw draw = new Draw(seed, false);
    Update update = row.apply(draw);
    Shape shape = update instanceof Update.Increment ? Shape.scalar() : draw.any();
    Seeds.naming(
        update + " of " + shape,
        () -> {
          List<double[]> expected = run(update, shape, Device.REFERENCE, DType.F64, seed);
          List<double[]> found = run(update, shape, device, DType.F32, seed);
          for (int i = 0; i < expected.size(); i++) {
            Close.check("target " + i + " element", expected.get(i), found.get(i), 1e-5, 0.1);
          }
        });
  }

  /** The targets after some steps, of which the first finds all but the weight at zero. */
  private static List<double[]> run(
      Update update, Shape shape, Device device, DType dtype, long seed) {
    Draw draw = new Draw(seed, false);
    boolean counts = update instanceof Update.Increment;
    TensorType type = new TensorType(shape, counts ? DType.I64 : dtype);
    List<Variable> targets = new ArrayList<>();
    for (int i = 0; i < update.targets(); i++) {
      HostBuffer initial =
          i == 0 && !counts ? draw.reals(shape).buffer(dtype) : HostBuffer.allocate(type);
      targets.add(new Variable("target" + i, type, i == 0, () -> initial));
    }
    Compiled plan =
        Compiled.of(
                arguments -> {
                  List<Tensor> inputs =
                      new ArrayList<>(targets.stream().map(Variable::tensor).toList());
                  inputs.addAll(arguments);
                  Node node = Node.of(update, inputs);
                  for (int i = 0; i < targets.size(); i++) {
                    Trace.assign(targets.get(i), node.output(i));
                  }
                  return List.of();
                })
            .on(device);
    for (int step = 1; step <= STEPS; step++) {
      List<HostBuffer> arguments = new ArrayList<>();
      if (!counts) {
        arguments.add(draw.reals(shape).buffer(dtype));
      }
      if (update.scalars() == 2) {
        arguments.add(scalar(0.1));
        arguments.add(scalar(step));
      }
      plan.call(arguments);
    }
    return targets.stream().map(target -> target.value().doubles()).toList();
  }

  private static HostBuffer scalar(double value) {
    return HostBuffer.of(new TensorType(Shape.scalar(), DType.F64), value);
  }
}
