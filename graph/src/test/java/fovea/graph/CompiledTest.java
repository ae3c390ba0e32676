package fovea.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Layout;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CompiledTest {
  private final AtomicInteger traces = new AtomicInteger();
  private final Variable weight = variable("layer.weight", 2, 3);

  private static Variable variable(String name, double... values) {
    HostBuffer initial = buffer(values);
    return new Variable(name, initial.type(), true, () -> initial);
  }

  private static HostBuffer buffer(double... values) {
    return HostBuffer.of(TensorType.f32(values.length), values);
  }

  private Compiled product() {
    return Compiled.of(
            in -> {
              traces.incrementAndGet();
              return List.of(in.getFirst().mul(weight.tensor().cast(in.getFirst().type().dtype())));
            })
        .on(Device.REFERENCE);
  }

  private static double[] call(Compiled function, HostBuffer argument) {
    return function.call(List.of(argument)).getFirst().doubles();
  }

  @Test
  void tracesOnceForEachKindOfArguments() {
    Compiled product = product();
    assertArrayEquals(new double[] {2, 3}, call(product, buffer(1, 1)));
    assertArrayEquals(new double[] {4, 9}, call(product, buffer(2, 3)));
    assertEquals(1, traces.get());
    call(product, HostBuffer.of(TensorType.f32(3, 2), 1, 2, 3, 4, 5, 6));
    call(product, buffer(1, 1).cast(DType.F64));
    assertEquals(3, traces.get());
    call(product, buffer(5, 5));
    assertEquals(3, traces.get());
  }

  @Test
  void replaysWithTheValuesOfToday() {
    Compiled product = product();
    call(product, buffer(1, 1));
    weight.assign(buffer(10, 20));
    assertArrayEquals(new double[] {10, 20}, call(product, buffer(1, 1)));
    assertEquals(1, traces.get());
  }

  @Test
  void whatFollowsFromVariablesAloneIsKeptUntilTheyChange() {
    Compiled scaled =
        Compiled.of(in -> List.of(in.getFirst().mul(weight.tensor().mul(2).neg())))
            .on(Device.REFERENCE);
    assertArrayEquals(new double[] {-4, -6}, call(scaled, buffer(1, 1)));
    assertEquals(1, scaled.plan(List.of(TensorType.f32(2))).summary().kernels());
    weight.assign(buffer(10, 20));
    assertArrayEquals(new double[] {-20, -40}, call(scaled, buffer(1, 1)));
    Compiled.of(
            _ -> {
              Trace.assign(weight, weight.tensor().mul(10));
              return List.of();
            })
        .on(Device.REFERENCE)
        .call(List.of());
    assertArrayEquals(new double[] {-200, -400}, call(scaled, buffer(1, 1)));
  }

  @Test
  void tracesAgainWhenAVariableIsFrozenOrConverted() {
    Compiled product = product();
    Plan plan = product.plan(List.of(TensorType.f32(2)));
    assertSame(plan, product.plan(List.of(TensorType.f32(2))));
    weight.setTrainable(false);
    Plan frozen = product.plan(List.of(TensorType.f32(2)));
    assertNotSame(plan, frozen);
    weight.cast(DType.F64);
    assertNotSame(frozen, product.plan(List.of(TensorType.f32(2))));
    assertArrayEquals(new double[] {2, 3}, call(product, buffer(1, 1)));
    weight.setTrainable(false);
    weight.cast(DType.F64);
    assertEquals(3, traces.get(), "nothing has changed");
  }

  @Test
  void keepsItsPlansWhenVariablesOfOthersAreFrozenConvertedOrMoved() {
    Variable other = variable("other.weight", 1, 2);
    List<TensorType> types = List.of(TensorType.f32(2));
    Compiled product = product();
    Plan plan = product.plan(types);
    other.setTrainable(false);
    assertSame(plan, product.plan(types));
    other.moveTo(new Rotated(other.type()));
    assertSame(plan, product.plan(types));
    other.cast(DType.F64);
    assertSame(plan, product.plan(types));
    assertTrue(plan.isCurrent());
    assertArrayEquals(new double[] {2, 3}, call(product, buffer(1, 1)));
    assertEquals(1, traces.get());
  }

  @Test
  void aMovedVariableMakesPlansAgainThatReadIt() {
    Compiled product = product();
    assertArrayEquals(new double[] {2, 3}, call(product, buffer(1, 1)));
    weight.moveTo(new Rotated(weight.type()));
    assertArrayEquals(new double[] {2, 3}, call(product, buffer(1, 1)));
    assertEquals(2, traces.get());
  }

  @Test
  void dependsOnWhatTheFunctionLooksAtThoughItsGraphLacksIt() {
    Compiled gated =
        Compiled.of(in -> List.of(in.getFirst().mul(weight.trainable() ? 2 : 3)))
            .on(Device.REFERENCE);
    assertArrayEquals(new double[] {2}, call(gated, buffer(1)));
    weight.setTrainable(false);
    assertArrayEquals(new double[] {3}, call(gated, buffer(1)));
  }

  @Test
  void aPlanThatIsNotCurrentDoesNotRun() {
    Plan plan = product().plan(List.of(TensorType.f32(2)));
    plan.run(List.of(buffer(1, 1)));
    weight.moveTo(new Rotated(weight.type()));
    assertFalse(plan.isCurrent());
    String message =
        assertThrows(FoveaException.class, () -> plan.run(List.of(buffer(1, 1)))).getMessage();
    assertTrue(message.contains("ask for the plan again"), message);
  }

  /** A layout that a vector of two elements cannot be read in by mistake. */
  private record Rotated(TensorType type) implements Layout {
    @Override
    public String name() {
      return "rotated";
    }

    @Override
    public DType dtype() {
      return type.dtype();
    }

    @Override
    public long bytes() {
      return type.bytes();
    }

    @Override
    public void pack(MemorySegment plain, MemorySegment packed) {
      turn(plain, packed);
    }

    @Override
    public void unpack(MemorySegment packed, MemorySegment plain) {
      turn(packed, plain);
    }

    private void turn(MemorySegment from, MemorySegment to) {
      HostBuffer source = new HostBuffer(type, from);
      HostBuffer target = new HostBuffer(type, to);
      target.set(0, source.at(1));
      target.set(1, source.at(0));
    }
  }

  @Test
  void manyKindsOfArgumentsDropTheOldestPlan() {
    Compiled twice =
        Compiled.of(
                in -> {
                  traces.incrementAndGet();
                  return List.of(in.getFirst().mul(2));
                })
            .on(Device.REFERENCE);
    for (int size = 1; size <= 40; size++) {
      twice.plan(List.of(TensorType.f32(size)));
    }
    twice.plan(List.of(TensorType.f32(40)));
    assertEquals(40, traces.get());
    twice.plan(List.of(TensorType.f32(1)));
    assertEquals(41, traces.get());
  }

  @Test
  void wrongArgumentsAreNamed() {
    Plan plan = product().plan(List.of(TensorType.f32(2)));
    String message =
        assertThrows(FoveaException.class, () -> plan.run(List.of(buffer(1)))).getMessage();
    assertTrue(message.contains("argument 0 is f32[1]") && message.contains("f32[2]"), message);
    assertThrows(FoveaException.class, () -> plan.run(List.of()));
  }

  @Test
  void aFunctionTakesAsManyArgumentsAsItAsksFor() {
    Compiled sum = Compiled.of(in -> List.of(in.get(0).add(in.get(1)))).on(Device.REFERENCE);
    HostBuffer one = buffer(1);
    assertRefused(
        "the function asks for argument 1 (counted from 0) of 1; pass as many as it takes",
        () -> sum.call(List.of(one)));
    assertRefused(
        "the function asks for argument 0 (counted from 0) of 0; pass as many as it takes",
        () -> sum.call(List.of()));
    assertRefused(
        "the function asks for 2 of 3 arguments; pass only as many as it takes",
        () -> sum.call(List.of(one, one, one)));
    assertRefused(
        "the function asks for argument 0 (counted from 0) of 0; pass as many as it takes",
        () -> Compiled.of(in -> List.of(in.getFirst())).call(List.of()));
    assertRefused(
        "add mixes f32 and f64; cast one of them",
        () -> sum.call(List.of(one, one.cast(DType.F64))));
    assertArrayEquals(new double[] {2}, sum.call(List.of(one, one)).getFirst().doubles());
  }

  @Test
  void aFunctionMayTakeAnyNumberOfArguments() {
    Compiled joined = Compiled.of(in -> List.of(Tensor.concat(0, in))).on(Device.REFERENCE);
    HostBuffer one = buffer(1);
    assertArrayEquals(
        new double[] {1, 1, 1}, joined.call(List.of(one, one, one)).getFirst().doubles());
  }

  private static void assertRefused(
      String expected, org.junit.jupiter.api.function.Executable body) {
    assertEquals(expected, assertThrows(FoveaException.class, body).getMessage());
  }

  @Test
  void aLazyResultIsStaleAfterAChange() {
    Tensor before = weight.tensor().mul(2);
    assertArrayEquals(new float[] {4, 6}, Device.REFERENCE.use(before::floats));
    weight.assign(buffer(1, 1));
    String message =
        assertThrows(FoveaException.class, () -> Device.REFERENCE.use(before::floats)).getMessage();
    assertTrue(message.contains("layer.weight changed"), message);
    assertArrayEquals(new float[] {2, 2}, Device.REFERENCE.use(weight.tensor().mul(2)::floats));
  }

  @Test
  void runningAPlanMakesLazyResultsStaleToo() {
    Tensor before = weight.tensor().mul(2);
    Compiled.of(
            _ -> {
              Trace.assign(weight, weight.tensor().add(1));
              return List.of();
            })
        .on(Device.REFERENCE)
        .call(List.of());
    assertArrayEquals(new double[] {3, 4}, weight.value().doubles());
    assertThrows(FoveaException.class, () -> Device.REFERENCE.use(before::floats));
  }

  @Test
  void assigningOutsideOfAFunctionIsRefused() {
    String message =
        assertThrows(FoveaException.class, () -> Trace.assign(weight, weight.tensor()))
            .getMessage();
    assertTrue(message.contains("layer.weight") && message.contains("Compiled.of"), message);
  }

  @Test
  void assigningAnotherTypeIsRefused() {
    Compiled wrong =
        Compiled.of(
            _ -> {
              Trace.assign(weight, weight.tensor().sum());
              return List.of();
            });
    String message = assertThrows(FoveaException.class, () -> wrong.call(List.of())).getMessage();
    assertTrue(message.contains("layer.weight f32[2]") && message.contains("f32[]"), message);
  }

  @Test
  void aVariableTakesOnlyItsShape() {
    String message =
        assertThrows(FoveaException.class, () -> weight.assign(buffer(1, 2, 3))).getMessage();
    assertTrue(message.startsWith("layer.weight: expected shape [2], found [3]"), message);
    weight.assign(HostBuffer.of(new TensorType(Shape.of(2), DType.F64), 0.5, 0.25));
    assertEquals(TensorType.f32(2), weight.value().type());
  }
}
