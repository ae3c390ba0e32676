package fovea.testkit.spec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.op.Update;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.testkit.Close;
import fovea.testkit.Devices;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tensors that users hold in bf16 themselves, whatever the precision. */
class Bf16ValuesTest {
  private static final Window SAME = Window.of(3).padding(1);
  private static final double TOLERANCE = 0.02;

  private final Draw draw = new Draw(20_260_101, false);

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void argumentsAndResults(Device device) {
    Devices.assume(device);
    HostBuffer x = draw.reals(Shape.of(2, 17, 6, 6)).buffer(DType.BF16);
    HostBuffer weight = draw.reals(Shape.of(20, 17, 3, 3)).buffer(DType.BF16);
    HostBuffer found =
        Compiled.of(in -> List.of(in.get(0).conv2d(in.get(1), SAME, 1).relu()))
            .on(device)
            .call(List.of(x, weight))
            .getFirst();
    assertEquals(DType.BF16, found.type().dtype());
    double[] expected =
        Tensor.of(x.cast(DType.F64))
            .conv2d(Tensor.of(weight.cast(DType.F64)), SAME, 1)
            .relu()
            .value()
            .doubles();
    Close.check("element", expected, found.doubles(), TOLERANCE, 0.1);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void castsToAndFromAllTypes(Device device) {
    Devices.assume(device);
    double[] values = {0, 1, 1.005, 2.5, 3.5, 100.7, 254.6, 7};
    for (DType from : DType.values()) {
      HostBuffer given = HostBuffer.of(new TensorType(Shape.of(2, 4), from), values);
      for (DType to : DType.values()) {
        double[] expected = cast(given, to, Device.REFERENCE);
        assertArrayEquals(expected, cast(given, to, device), from + " to " + to);
      }
    }
  }

  /** Cast as an argument, as a constant and as something computed. */
  private static double[] cast(HostBuffer given, DType to, Device device) {
    List<HostBuffer> casts =
        Compiled.of(
                in ->
                    List.of(
                        in.getFirst().cast(to),
                        Tensor.of(given).cast(to),
                        in.getFirst().transpose(1, 0).cast(to).transpose(1, 0)))
            .on(device)
            .call(List.of(given));
    assertArrayEquals(casts.get(0).doubles(), casts.get(1).doubles());
    assertArrayEquals(casts.get(0).doubles(), casts.get(2).doubles());
    return casts.getFirst().doubles();
  }

  /** A cast weight is the weight from before the step, wherever the update comes to stand. */
  @ParameterizedTest
  @EnumSource(names = {"REFERENCE", "CPU"})
  void aCastWeightIsTheOneThatTheGraphMeans(Device device) {
    Devices.assume(device);
    HostBuffer initial = draw.reals(Shape.of(16, 16, 3, 3)).buffer(DType.F32);
    HostBuffer x = draw.reals(Shape.of(2, 16, 5, 5)).buffer(DType.F32);
    double[] rounded = initial.cast(DType.BF16).doubles();
    double[] expected = Tensor.of(x).conv2d(Tensor.of(initial), SAME, 1).value().doubles();
    var weight = new Variable("weight", initial.type(), true, () -> initial);
    List<HostBuffer> results =
        Compiled.of(
                in -> {
                  Tensor old = weight.tensor();
                  var sgd = new Update.Sgd(0, false, 0);
                  Tensor one = Tensor.full(new TensorType(Shape.scalar(), DType.F64), 1);
                  Trace.assign(weight, Tensor.of(sgd, old, old, one, one));
                  Tensor bf16 = old.cast(DType.BF16);
                  Tensor input = in.getFirst().cast(DType.BF16);
                  return List.of(bf16, input.conv2d(bf16, SAME, 1).cast(DType.F32));
                })
            .on(device)
            .call(List.of(x));
    assertArrayEquals(rounded, results.getFirst().doubles());
    Close.check("element", expected, results.getLast().doubles(), TOLERANCE, 0.1);
    assertArrayEquals(new double[rounded.length], weight.value().doubles());
  }
}
