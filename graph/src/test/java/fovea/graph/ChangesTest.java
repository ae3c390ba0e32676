package fovea.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.op.Update;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Plans work in place; what they leave must be what the graph says, read as plain functions. */
class ChangesTest {
  private static final TensorType VECTOR = new TensorType(Shape.of(4), DType.F64);

  private static Variable variable(String name, double... values) {
    HostBuffer initial = HostBuffer.of(new TensorType(Shape.of(values.length), DType.F64), values);
    return new Variable(name, initial.type(), true, () -> initial);
  }

  private static List<HostBuffer> run(java.util.function.Supplier<List<Tensor>> body) {
    return Compiled.of(_ -> body.get()).on(Device.REFERENCE).call(List.of());
  }

  @Test
  void assignmentsHappenInOrder() {
    Variable counter = variable("counter", 1);
    List<HostBuffer> results =
        run(
            () -> {
              Tensor before = counter.tensor();
              Trace.assign(counter, before.add(1));
              Trace.assign(counter, counter.tensor().mul(10));
              return List.of(before, counter.tensor());
            });
    assertEquals(1, results.get(0).at(0));
    assertEquals(20, results.get(1).at(0));
    assertEquals(20, counter.value().at(0));
  }

  @Test
  void variablesSwap() {
    Variable a = variable("a", 1, 2);
    Variable b = variable("b", 3, 4);
    run(
        () -> {
          Tensor ofA = a.tensor();
          Tensor ofB = b.tensor();
          Trace.assign(a, ofB);
          Trace.assign(b, ofA);
          return List.of();
        });
    assertArrayEquals(new double[] {3, 4}, a.value().doubles());
    assertArrayEquals(new double[] {1, 2}, b.value().doubles());
  }

  @Test
  void aResultKeepsTheValueFromBeforeTheChange() {
    Variable weight = variable("weight", 1, 2);
    List<HostBuffer> results =
        run(
            () -> {
              Tensor old = weight.tensor().reshape(2, 1);
              Trace.assign(weight, weight.tensor().mul(5));
              return List.of(old);
            });
    assertArrayEquals(new double[] {1, 2}, results.getFirst().doubles());
    assertArrayEquals(new double[] {5, 10}, weight.value().doubles());
  }

  @Test
  void randomProgramsLeaveWhatTheirGraphsSay() {
    for (int seed = 0; seed < 300; seed++) {
      new RandomProgram(seed).check();
    }
  }

  /** Random arithmetic, reshapes and updates over a few variables. */
  private static final class RandomProgram {
    private final int seed;
    private final List<Variable> variables = new ArrayList<>();

    RandomProgram(int seed) {
      this.seed = seed;
      Random random = new Random(seed);
      for (int i = 0; i < 3; i++) {
        variables.add(variable("v" + i, random.doubles(4).toArray()));
      }
    }

    void check() {
      Graph graph = build();
      List<Tensor> wanted = new ArrayList<>(graph.results);
      wanted.addAll(graph.changes.values());
      List<HostBuffer> expected = Engine.instance().evaluate(wanted, Device.REFERENCE);
      List<HostBuffer> results =
          run(
              () -> {
                Graph traced = build();
                traced.changes.forEach(Trace::assign);
                return traced.results;
              });
      for (int i = 0; i < results.size(); i++) {
        same("result " + i, expected.get(i), results.get(i));
      }
      int next = results.size();
      for (Variable variable : graph.changes.keySet()) {
        same(variable.name(), expected.get(next++), variable.value());
      }
    }

    private void same(String what, HostBuffer expected, HostBuffer found) {
      assertArrayEquals(expected.doubles(), found.doubles(), "seed " + seed + ", " + what);
    }

    private record Graph(List<Tensor> results, Map<Variable, Tensor> changes) {}

    private Graph build() {
      Random random = new Random(seed);
      List<Tensor> pool = new ArrayList<>();
      variables.forEach(variable -> pool.add(variable.tensor()));
      List<Tensor> results = new ArrayList<>();
      Map<Variable, Tensor> changes = new LinkedHashMap<>();
      for (int i = random.nextInt(2, 16); i > 0; i--) {
        Tensor a = pool.get(random.nextInt(pool.size()));
        Tensor b = pool.get(random.nextInt(pool.size()));
        Variable variable = variables.get(random.nextInt(variables.size()));
        Tensor present = changes.getOrDefault(variable, variable.tensor());
        switch (random.nextInt(8)) {
          case 0 -> pool.add(a.add(b));
          case 1 -> pool.add(a.mul(b));
          case 2 -> pool.add(a.reshape(2, 2).reshape(4));
          case 3 -> results.add(a);
          case 4 -> changes.put(variable, a);
          case 5 -> changes.put(variable, Tensor.of(new Update.RunningMean(0.5, 1), present, a));
          default -> changes.put(variable, descend(present, a));
        }
      }
      return new Graph(results, changes);
    }

    private static Tensor descend(Tensor weight, Tensor gradient) {
      Tensor one = Tensor.full(VECTOR.with(Shape.scalar()), 1);
      return Tensor.of(new Update.Sgd(0, false, 0.5), weight, gradient, one, one);
    }
  }
}
