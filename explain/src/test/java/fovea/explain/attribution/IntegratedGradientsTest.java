package fovea.explain.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.nn.Layer;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IntegratedGradientsTest {
  private static final int SCORE = 1;

  @ParameterizedTest
  @EnumSource(Quadrature.class)
  void areExactForALinearNet(Quadrature rule) {
    Layer linear = Sequential.of(new Conv2d(3, 2, 3), new Flatten(), new Linear(72, 3));
    SmallNet net = SmallNet.of(linear, Device.REFERENCE, DType.F64, Shape.of(1, 3, 8, 8));
    HostBuffer picture = net.pictures(1, 1);
    HostBuffer other = net.pictures(1, 2);
    IntegratedGradients method =
        new IntegratedGradients().steps(3).rule(rule).baseline(Baseline.picture(other));
    Attributions found = method.on(net.subject()).of(picture, net.targets(SCORE));
    double[] gradient = net.map(new Gradient(), picture, SCORE);
    double[] expected = new double[gradient.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = gradient[i] * (picture.at(i) - other.at(i));
    }
    assertArrayEquals(expected, found.values().doubles(), 1e-14);
    assertEquals(0, found.measures().getFirst().getFirst().value(), 1e-12);
  }

  @ParameterizedTest
  @EnumSource(names = {"CPU", "REFERENCE"})
  void addUpToTheScore(Device device) {
    SmallNet net = SmallNet.on(device, DType.F32);
    HostBuffer picture = net.pictures(1, 1);
    double difference =
        net.score(picture, SCORE) - net.score(HostBuffer.allocate(net.subject().input(1)), SCORE);
    for (Quadrature rule : Quadrature.values()) {
      Attributor method = new IntegratedGradients().rule(rule).on(net.subject());
      Attributions found = method.of(picture, net.targets(SCORE));
      double sum = Arrays.stream(found.values().doubles()).sum();
      Attributions.Measure gap = found.measures().getFirst().getFirst();
      assertEquals(IntegratedGradients.GAP, gap.name());
      assertEquals(Math.abs(sum - difference) / Math.abs(difference), gap.value(), 1e-4);
      assertTrue(gap.value() < 0.01, rule + " " + gap);
    }
  }

  /** Steps that are computed in several parts, with another picture before. */
  @Test
  void picturesOfABatchHaveTheirOwnMaps() {
    SmallNet net = SmallNet.on(Device.CPU, DType.F32);
    HostBuffer pictures = net.pictures(2, 1);
    Attributor method = new IntegratedGradients().steps(100).on(net.subject());
    Attributions together = method.of(pictures, net.targets(0, 2));
    Attributions alone = method.of(pictures.rows(1, 2), net.targets(2));
    assertArrayEquals(alone.values().doubles(), together.values().rows(1, 2).doubles(), 1e-7);
    assertEquals(
        alone.measures().getFirst().getFirst().value(),
        together.measures().getLast().getFirst().value(),
        1e-6);
  }

  /** What has no way to go has no gap, and a map of zeros. */
  @Test
  void fromThePictureItselfAreZero() {
    SmallNet net = SmallNet.on(Device.REFERENCE, DType.F32);
    HostBuffer picture = net.pictures(1, 1);
    Attributions found =
        new IntegratedGradients()
            .baseline(Baseline.picture(picture))
            .on(net.subject())
            .of(picture, net.targets(SCORE));
    assertEquals(List.of(List.of()), found.measures());
    assertTrue(found.map(0, Attribution.Reading.SIGNED).isConstant());
  }

  /** Gauss and Legendre's rule of n points is exact up to a degree of 2 n - 1. */
  @Test
  void rulesIntegratePolynomials() {
    for (int count : new int[] {1, 2, 3, 8, 50, 129}) {
      Quadrature.Points points = Quadrature.GAUSS_LEGENDRE.points(count);
      for (int degree = 0; degree < Math.min(2 * count, 40); degree++) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
          sum += points.weights()[i] * Math.pow(points.places()[i], degree);
        }
        assertEquals(1.0 / (degree + 1), sum, 1e-13, count + " points, degree " + degree);
      }
      double[] sorted = points.places().clone();
      Arrays.sort(sorted);
      assertArrayEquals(sorted, points.places());
    }
    assertArrayEquals(new double[] {0.25, 0.75}, Quadrature.MIDPOINT.points(2).places(), 1e-15);
  }

  @Test
  void refuseNoStepsAndBaselinesOfAnotherSize() {
    assertThrows(FoveaException.class, () -> new IntegratedGradients().steps(0));
    SmallNet net = SmallNet.on(Device.REFERENCE, DType.F32);
    Attributor method =
        new IntegratedGradients().baseline(Baseline.picture(net.pictures(2, 1))).on(net.subject());
    assertThrows(FoveaException.class, () -> method.of(net.pictures(1, 1), net.targets(SCORE)));
  }
}
