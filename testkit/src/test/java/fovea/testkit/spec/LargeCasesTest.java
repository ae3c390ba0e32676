package fovea.testkit.spec;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fovea.graph.op.Binary;
import fovea.graph.op.Move;
import fovea.graph.op.Reduce;
import fovea.graph.op.Select;
import fovea.graph.op.Unary;
import fovea.graph.op.UnaryGrad;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.Shape;
import fovea.testkit.Devices;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Ops on tensors that threads share and that go through caches in many pieces. */
class LargeCasesTest {
  private static final long SEED = 20_260_101;
  private static final OpSpecTest.Tolerance TOLERANCE = new OpSpecTest.Tolerance(3e-6, 1);

  @TestFactory
  Stream<DynamicTest> cpuIsNearReference() {
    Devices.assume(Device.CPU);
    Draw draw = new Draw(SEED, true);
    return Stream.of(reductions(draw), broadcast(draw), functions(draw), picks(draw))
        .flatMap(List::stream)
        .map(
            trial ->
                dynamicTest(
                    trial.toString(),
                    () -> OpSpecTest.compare(trial, SEED, Device.CPU, TOLERANCE)));
  }

  private static Input positive(Draw draw, int... dims) {
    return draw.positive(Shape.of(dims));
  }

  private static List<Trial> reductions(Draw draw) {
    return List.of(
        Trial.of(new Reduce.Sum(List.of(0), false), positive(draw, 500_003)),
        Trial.of(new Reduce.Sum(List.of(0), true), positive(draw, 70_001, 7)),
        Trial.of(new Reduce.Sum(List.of(1), false), positive(draw, 5, 90_001)),
        Trial.of(new Reduce.Sum(List.of(2, 3), true), positive(draw, 16, 20, 28, 28)),
        Trial.of(new Reduce.Sum(List.of(0, 2, 3), true), positive(draw, 16, 20, 28, 28)),
        Trial.of(new Reduce.Sum(List.of(1), false), positive(draw, 16, 20, 28, 28)),
        Trial.of(new Reduce.Maximum(List.of(1), false), positive(draw, 16, 20, 28, 28)),
        Trial.of(new Reduce.Maximum(List.of(0), false), positive(draw, 300_001)),
        Trial.of(new Reduce.ArgMax(1), draw.kinked(Shape.of(200, 1500))),
        Trial.of(new Reduce.ArgMax(1), draw.kinked(Shape.of(16, 20, 28, 28))));
  }

  private static List<Trial> broadcast(Draw draw) {
    return List.of(
        Trial.of(new Binary.Mul(), positive(draw, 16, 20, 28, 28), positive(draw, 16, 20, 1, 1)),
        Trial.of(new Binary.Sub(), positive(draw, 16, 20, 1, 1), positive(draw, 16, 20, 28, 28)),
        Trial.of(new Binary.Div(), positive(draw, 600, 500), positive(draw, 600, 1)),
        Trial.of(new Binary.Div(), positive(draw, 500), positive(draw, 600, 500)),
        Trial.of(new Binary.Add(), positive(draw, 600, 1), positive(draw, 1, 500)),
        Trial.of(new Binary.Maximum(), positive(draw, 600, 10, 50), positive(draw, 10, 1)),
        Trial.of(
            new Binary.Greater(), draw.kinked(Shape.of(600, 500)), draw.kinked(Shape.of(600, 1))),
        Trial.of(
            new Binary.Equal(), draw.kinked(Shape.of(600, 500)), draw.kinked(Shape.of(600, 1))),
        Trial.of(new Move.Broadcast(Shape.of(16, 20, 28, 28)), positive(draw, 16, 20, 1, 1)),
        Trial.of(new Move.Broadcast(Shape.of(9, 50_000)), positive(draw, 50_000)),
        Trial.of(
            new Select(),
            draw.whole(DType.F32, Shape.of(500, 600), 0, 1),
            positive(draw, 500, 600),
            positive(draw, 500, 600)));
  }

  private static List<Trial> functions(Draw draw) {
    Shape shape = Shape.of(300, 1000);
    return List.of(
        Trial.of(new Unary.Erf(), draw.reals(shape, -5, 5)),
        Trial.of(new Unary.Softplus(), draw.reals(shape, -30, 30)),
        Trial.of(new Unary.Log(), draw.positive(shape)),
        Trial.of(new UnaryGrad(new Unary.Erf()), draw.reals(shape), draw.reals(shape)),
        Trial.of(new UnaryGrad(new Unary.Softplus()), draw.reals(shape), draw.reals(shape)),
        Trial.of(new UnaryGrad(new Unary.Log()), draw.positive(shape), draw.reals(shape)));
  }

  private static List<Trial> picks(Draw draw) {
    return List.of(
        Trial.of(
            new Move.Gather(0),
            positive(draw, 50, 2000),
            draw.whole(DType.I32, Shape.of(150), 0, 49)),
        Trial.of(
            new Move.Gather(1),
            positive(draw, 3000, 60),
            draw.whole(DType.I32, Shape.of(90), 0, 59)));
  }
}
