package fovea.nn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.Parameters;
import fovea.nn.init.Init;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchNormTest {
  private static final TensorType RANDOM = new TensorType(Shape.scalar(), DType.I64);

  /** Two pictures of 1 x 2 with two channels: channel 0 is 1, 3, 5, 7, channel 1 is 0, 0, 0, 4. */
  private static final HostBuffer X =
      HostBuffer.of(TensorType.f32(2, 2, 1, 2), 1, 3, 0, 0, 5, 7, 0, 4);

  private final BatchNorm2d norm = new BatchNorm2d(2);

  @Test
  void trainingNormalizesByTheBatch() {
    // Channel 0: mean 4, biased variance 5; channel 1: mean 1, biased variance 3.
    double a = 1 / Math.sqrt(5 + 1e-5);
    double b = 1 / Math.sqrt(3 + 1e-5);
    assertArrayEquals(
        new double[] {-3 * a, -a, -b, -b, a, 3 * a, -b, 3 * b}, train(norm, X).doubles(), 1e-6);
  }

  @Test
  void runningStatisticsFollowWithTheUnbiasedVariance() {
    train(norm, X);
    assertArrayEquals(new double[] {0.4, 0.1}, norm.norm().runningMean().value().doubles(), 1e-6);
    // 0.9 * 1 + 0.1 * 4 / 3 * biased variance.
    assertArrayEquals(
        new double[] {0.9 + 0.1 * 20 / 3, 0.9 + 0.1 * 4},
        norm.norm().runningVariance().value().doubles(),
        1e-6);
    assertEquals(1, norm.norm().batches().value().at(0));
    train(norm, X);
    assertArrayEquals(new double[] {0.76, 0.19}, norm.norm().runningMean().value().doubles(), 1e-6);
    assertEquals(2, norm.norm().batches().value().at(0));
  }

  @Test
  void twoPassesInOneStepCountTwice() {
    Compiled step =
        Compiled.of(
            in ->
                Mode.training(
                    in.get(1), () -> List.of(norm.apply(in.get(0)), norm.apply(in.get(0)))));
    step.call(List.of(X, HostBuffer.of(RANDOM, 1)));
    assertArrayEquals(new double[] {0.76, 0.19}, norm.norm().runningMean().value().doubles(), 1e-6);
    assertEquals(2, norm.norm().batches().value().at(0));
  }

  @Test
  void inferenceNormalizesByTheRunningStatistics() {
    norm.norm().runningMean().variable().assign(HostBuffer.of(TensorType.f32(2), 1, 2));
    norm.norm().runningVariance().variable().assign(HostBuffer.of(TensorType.f32(2), 4, 9));
    norm.norm().weight().variable().assign(HostBuffer.of(TensorType.f32(2), 2, 3));
    norm.norm().bias().variable().assign(HostBuffer.of(TensorType.f32(2), 10, 20));
    double[] y = Tensor.of(X).apply(norm).value().doubles();
    assertArrayEquals(new double[] {10, 12, 18, 18, 14, 16, 18, 22}, y, 1e-4);
    assertEquals(0, norm.norm().batches().value().at(0));
  }

  @Test
  void aSingleValuePerChannelLeavesTheRunningStatisticsAlone() {
    BatchNorm1d single = new BatchNorm1d(2);
    HostBuffer y = train(single, HostBuffer.of(TensorType.f32(1, 2), 3, 5));
    assertArrayEquals(new double[] {3, 5}, y.doubles(), 1e-3);
    assertEquals(0, single.norm().batches().value().at(0));
  }

  @Test
  void withersKeepTheParameters() {
    BatchNorm2d other = norm.momentum(0.5).epsilon(0);
    train(other, X);
    assertArrayEquals(new double[] {2, 0.5}, norm.norm().runningMean().value().doubles(), 1e-6);
    assertArrayEquals(
        new double[] {0, 0}, norm.init(Init.zeros()).norm().weight().value().doubles());
  }

  @Test
  void withoutAScaleOnlyTheBiasTrains() {
    BatchNorm2d plain = new BatchNorm2d(2).noScale();
    assertEquals(List.of("bias"), List.copyOf(Parameters.of(plain).keySet()));
    assertArrayEquals(train(norm, X).doubles(), train(plain, X).doubles());
    assertEquals(1, plain.norm().batches().value().at(0));
    Parameters.freeze(plain, "bias");
    train(plain, X);
    assertEquals(1, plain.norm().batches().value().at(0));
    assertArrayEquals(
        Tensor.of(X).apply(plain).value().doubles(), train(plain, X).doubles(), 1e-6);
  }

  @Test
  void trainingOutsideOfACompiledFunctionIsExplained() {
    Tensor random = Tensor.full(RANDOM, 1);
    assertThrows(FoveaException.class, () -> Mode.training(random, () -> Tensor.of(X).apply(norm)));
  }

  private static HostBuffer train(Layer layer, HostBuffer x) {
    Compiled step =
        Compiled.of(in -> Mode.training(in.get(1), () -> List.of(layer.apply(in.get(0)))));
    return step.call(List.of(x, HostBuffer.of(RANDOM, 1))).getFirst();
  }
}
