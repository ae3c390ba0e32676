package fovea.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** While a function is traced there are no values, and asking for some leaves nothing behind. */
class TraceTest {
  private static final TensorType VECTOR = TensorType.f32(2);

  private final Variable weight =
      new Variable("fc.weight", VECTOR, true, () -> HostBuffer.of(VECTOR, 2, 3));

  private static HostBuffer vector(double a, double b) {
    return HostBuffer.of(VECTOR, a, b);
  }

  private static void assertRefused(String expected, Function<Tensor, ?> body) {
    Compiled function =
        Compiled.of(
                in -> {
                  body.apply(in.getFirst());
                  return List.of(in.getFirst());
                })
            .on(Device.REFERENCE);
    FoveaException refused =
        assertThrows(FoveaException.class, () -> function.call(List.of(vector(1, 2))));
    assertTrue(refused.getMessage().contains(expected), refused.getMessage());
    assertTrue(refused.getMessage().contains("outside"), refused.getMessage());
  }

  private static double[] call(Compiled function, HostBuffer... arguments) {
    return function.call(List.of(arguments)).getFirst().doubles();
  }

  @Test
  void valuesOfTensorsAreRefused() {
    Tensor constant = Tensor.scalar(3);
    String expected = "is asked for while a function is traced";
    assertRefused("the value of a tensor (sum f32[]) " + expected, x -> x.sum().item());
    assertRefused("the value of a tensor (argument f32[2]) " + expected, Tensor::floats);
    assertRefused("the value of a tensor (affine f32[2]) " + expected, x -> x.mul(2).value());
    assertRefused(expected, _ -> constant.item());
    assertRefused(expected, _ -> weight.tensor().floats());
    assertRefused(
        expected, x -> Engine.instance().evaluate(List.of(x, constant), Device.REFERENCE));
    assertRefused(expected, x -> Engine.instance().onEngineThread(() -> constant.add(x).floats()));
  }

  @Test
  void valuesOfVariablesAreRefused() {
    assertRefused("the value of fc.weight is asked for while a function is", _ -> weight.value());
    assertRefused(
        "the value of fc.weight is asked for while a function is",
        x -> {
          Trace.assign(weight, x);
          return weight.value();
        });
    Compiled gives =
        Compiled.of(
            _ -> {
              weight.assign(vector(7, 7));
              return List.of();
            });
    FoveaException refused = assertThrows(FoveaException.class, () -> gives.call(List.of()));
    assertTrue(refused.getMessage().contains("use Trace.assign"), refused.getMessage());
    assertArrayEquals(new double[] {2, 3}, weight.value().doubles());
  }

  @Test
  void plansOfOtherFunctionsAreRefused() {
    Compiled twice = Compiled.of(in -> List.of(in.getFirst().mul(2))).on(Device.REFERENCE);
    assertRefused("a plan is asked for", _ -> call(twice, vector(1, 2)));
    Plan plan = twice.plan(List.of(VECTOR));
    assertRefused(
        "a plan is run",
        _ -> {
          plan.run(List.of(vector(1, 2)));
          return plan.result(0);
        });
    assertRefused("a plan is run", _ -> plan.timed(List.of(vector(1, 2))));
    assertArrayEquals(new double[] {2, 4}, call(twice, vector(1, 2)));
  }

  @Test
  void whatIsRefusedLeavesNothingBehind() {
    assertRefused("is asked for while", x -> x.mul(5).sum().item());
    double sum = Device.REFERENCE.use(() -> Tensor.of(vector(1, 2)).mul(5).sum().item());
    assertEquals(15, sum);
  }

  @Test
  void aTensorThatHasLeftItsFunctionHasNoValue() {
    List<Tensor> left = new ArrayList<>();
    Compiled function =
        Compiled.of(
                in -> {
                  left.add(in.getFirst().mul(7).sum());
                  return List.of(in.getFirst());
                })
            .on(Device.REFERENCE);
    call(function, vector(1, 2));
    FoveaException refused =
        assertThrows(FoveaException.class, () -> Device.REFERENCE.use(left.getFirst()::item));
    assertEquals(
        "argument 0: a tensor that was made from it (f32[2]) is used outside of its function;"
            + " return it as a result of the function",
        refused.getMessage());
    double sum = Device.REFERENCE.use(() -> Tensor.of(vector(1, 2)).mul(7).sum().item());
    assertEquals(21, sum);
  }

  @Test
  void anArgumentOfAnotherFunctionIsNoneOfThisOne() {
    List<Tensor> left = new ArrayList<>();
    Compiled first =
        Compiled.of(
                in -> {
                  left.add(in.getFirst());
                  return in;
                })
            .on(Device.REFERENCE);
    call(first, vector(1, 2));
    Compiled second =
        Compiled.of(in -> List.of(in.getFirst().add(left.getFirst()))).on(Device.REFERENCE);
    FoveaException refused = assertThrows(FoveaException.class, () -> call(second, vector(1, 2)));
    assertTrue(refused.getMessage().contains("arguments of another one"), refused.getMessage());
  }

  @Test
  void firstValuesMayBeComputed() {
    Variable computed =
        new Variable(
            "computed",
            VECTOR,
            true,
            () -> Device.REFERENCE.use(() -> Tensor.full(VECTOR, 2).mul(4).value()));
    Compiled product =
        Compiled.of(
                in -> {
                  computed.data();
                  return List.of(in.getFirst().mul(computed.tensor()));
                })
            .on(Device.REFERENCE);
    assertArrayEquals(new double[] {8, 16}, call(product, vector(1, 2)));
  }
}
