package fovea.nn.init;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.activation.Relu;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class InitTest {
  /** fan-in 32 * 9 = 288, fan-out 64 * 9 = 576. */
  private static final Shape KERNELS = Shape.of(64, 32, 3, 3);

  @Test
  void variancesFollowFanInAndFanOut() {
    assertMoments(Init.lecunNormal(), 1.0 / 288);
    assertMoments(Init.xavierUniform(), 2.0 / (288 + 576));
    assertMoments(Init.xavierNormal(), 2.0 / (288 + 576));
    assertMoments(Init.heUniform(), 2.0 / 288);
    assertMoments(Init.heNormal(), 2.0 / 288);
    assertMoments(Init.heNormalFanOut(), 2.0 / 576);
    assertMoments(Init.torchUniform(), 1.0 / (3 * 288));
    assertMoments(Init.normal(0.01), 1e-4);
    assertMoments(Init.uniform(0.3), 0.03);
  }

  @Test
  void uniformRulesKeepTheirBounds() {
    double bound = 1 / Math.sqrt(288);
    double largest =
        Arrays.stream(values(Init.torchUniform(), KERNELS)).map(Math::abs).max().orElse(0);
    assertTrue(largest <= bound && largest > 0.999 * bound, "largest " + largest);
  }

  /** Bounds and deviations as torch.nn.init has them for kernels of this shape. */
  @Test
  void optionsAreThoseOfPyTorch() {
    assertBound(new XavierInit().uniform().gain(5.0 / 3), 0.1388888888888889);
    assertMoments(new XavierInit().gain(5.0 / 3), square(0.08018753738744804));
    assertBound(new HeInit().uniform(), 0.14433756729740646);
    assertBound(new HeInit().uniform().fanOut(), 0.10206207261596577);
    assertBound(new HeInit().uniform().slope(0.2), 0.14153462926807447);
    assertMoments(new HeInit().fanOut().slope(0.2), square(0.057781270440128034));
    assertBound(new HeInit().uniform().slope(Math.sqrt(5)), 0.05892556509887896);
    assertBound(new TorchInit(), 0.05892556509887896);
    assertBound(new LecunInit().uniform(), Math.sqrt(3.0 / 288));
  }

  private static void assertBound(Init init, double bound) {
    double largest = Arrays.stream(values(init, KERNELS)).map(Math::abs).max().orElse(0);
    assertTrue(largest <= bound * (1 + 1e-6) && largest > 0.999 * bound, init + ": " + largest);
    assertMoments(init, bound * bound / 3);
  }

  private static double square(double x) {
    return x * x;
  }

  @Test
  void orthogonalRowsOrColumnsAreOrthonormal() {
    assertOrthonormal(values(new OrthogonalInit(), Shape.of(12, 5, 2, 2)), 12, 20);
    assertOrthonormal(values(new OrthogonalInit(), Shape.of(31, 31)), 31, 31);
    double[] tall = values(new OrthogonalInit(2), Shape.of(30, 7));
    double[] transposed = new double[tall.length];
    for (int i = 0; i < tall.length; i++) {
      transposed[i % 7 * 30 + i / 7] = tall[i] / 2;
    }
    assertOrthonormal(transposed, 7, 30);
    assertMoments(new OrthogonalInit(), 1.0 / 288);
  }

  private static void assertOrthonormal(double[] values, int rows, int columns) {
    for (int a = 0; a < rows; a++) {
      for (int b = 0; b <= a; b++) {
        double product = 0;
        for (int k = 0; k < columns; k++) {
          product += values[a * columns + k] * values[b * columns + k];
        }
        assertEquals(a == b ? 1 : 0, product, 1e-6);
      }
    }
  }

  @Test
  void diracHandsTheInputOn() {
    double[] x = values(Init.normal(1), Shape.of(2, 3, 5, 6));
    Tensor input = Tensor.of(HostBuffer.of(TensorType.f32(2, 3, 5, 6), x));
    Tensor same = input.apply(new Conv2d(3, 3, 3).padding(1).init(new DiracInit()));
    assertArrayEquals(x, same.value().doubles());
    Conv2d grouped = new Conv2d(4, 6, 3).padding(1).groups(2).init(new DiracInit().groups(2));
    double[] weight = grouped.weight().value().doubles();
    // Output and input channel of the ones of torch.nn.init.dirac_ with two groups.
    int[][] ones = {{0, 0}, {1, 1}, {3, 0}, {4, 1}};
    assertEquals(ones.length, Arrays.stream(weight).sum());
    for (int[] one : ones) {
      assertEquals(1, weight[(one[0] * 2 + one[1]) * 9 + 4]);
    }
  }

  @Test
  void diracLeavesTheRestToAnotherRule() {
    Init init = new DiracInit().rest(Init.torchUniform());
    double[] weight = values(init, Shape.of(5, 2, 3, 3));
    double[] drawn = values(Init.torchUniform(), Shape.of(5, 2, 3, 3));
    assertEquals(1, weight[4]);
    assertEquals(1, weight[18 + 9 + 4]);
    assertEquals(2, Arrays.stream(weight).limit(36).map(Math::abs).sum());
    assertArrayEquals(Arrays.copyOfRange(drawn, 36, 90), Arrays.copyOfRange(weight, 36, 90));
  }

  @Test
  void rulesAreValuesThatFilesKeep() {
    for (Init init :
        List.of(
            Init.zeros(),
            Init.constant(0.1),
            Init.uniform(0.2),
            Init.normal(0.01),
            Init.lecunNormal(),
            new LecunInit().uniform(),
            new XavierInit().uniform().gain(2),
            new HeInit().fanOut().slope(0.1),
            Init.torchUniform(),
            new OrthogonalInit(1.4),
            new DiracInit().groups(2).rest(Init.heNormal()))) {
      assertEquals(init, Init.codecs().read(Init.codecs().write(init)));
      assertEquals(init, Init.codecs().parse(Init.codecs().text(init)));
      InitRule rule = new InitRule(init, "layer?.*");
      assertEquals(rule, InitRule.of(rule.toJson()));
    }
  }

  @Test
  void usersNameThem() {
    assertEquals(
        new HeInit().uniform().fanOut(), Init.codecs().parse("he:distribution=uniform,fan=out"));
    assertEquals(Init.normal(2), Init.codecs().parse("normal:deviation=2"));
    assertEquals(Init.zeros(), Init.codecs().parse("zero"));
    assertEquals(
        new DiracInit().rest(Init.torchUniform()), Init.codecs().parse("dirac:rest=torch"));
    String message =
        assertThrows(FormatException.class, () -> Init.codecs().parse("he:fan=sideways"))
            .getMessage();
    assertTrue(message.contains("expected one of in, out, found \"sideways\""), message);
  }

  @Test
  void impossibleOptionsAreRefused() {
    assertRefused(
        "normal initial values with a deviation of -1.0; use a number of 0 or more",
        () -> Init.normal(-1));
    assertRefused(
        "uniform initial values with a bound of NaN; use a number of 0 or more",
        () -> Init.uniform(Double.NaN));
    assertRefused(
        "initial values of Infinity; use a finite number",
        () -> Init.constant(Double.POSITIVE_INFINITY));
    assertRefused(
        "xavier with a gain of -1.0; use a number of 0 or more", () -> new XavierInit().gain(-1));
    assertRefused(
        "he with a slope of -1.0; use a number of 0 or more", () -> new HeInit().slope(-1));
    assertRefused(
        "orthogonal with a gain of -2.0; use a number of 0 or more", () -> new OrthogonalInit(-2));
    assertRefused("dirac with 0 groups; use 1 or more", () -> new DiracInit().groups(0));
    assertRefused(
        "OrthogonalInit[gain=1.0] has no values for a parameter of shape [4]; use it for weights of"
            + " two or more axes",
        () -> values(new OrthogonalInit(), Shape.of(4)));
    assertRefused(
        "DiracInit[groups=3, rest=ConstantInit[value=0.0]] has no values for a parameter of shape"
            + " [4, 2, 3, 3]; use it for the kernels of convolutions whose outputs the groups divide",
        () -> values(new DiracInit().groups(3), Shape.of(4, 2, 3, 3)));
  }

  private static void assertRefused(String message, Executable body) {
    assertEquals(message, assertThrows(FoveaException.class, body).getMessage());
  }

  @Test
  void constantsAreConstant() {
    assertArrayEquals(new double[] {0, 0}, values(Init.zeros(), Shape.of(2)));
    assertArrayEquals(new double[] {1, 1}, values(Init.ones(), Shape.of(2)));
    assertArrayEquals(new double[] {0.5, 0.5}, values(Init.constant(0.5), Shape.of(2)));
  }

  @Test
  void linearLayersCountTheirInputsAndOutputs() {
    double[] values = values(Init.heNormal(), Shape.of(300, 200));
    assertEquals(2.0 / 200, variance(values), 0.03 * 2.0 / 200);
  }

  @Test
  void heKeepsReluAliveOverTenLayersAndSmallNumbersDoNot() {
    assertTrue(scaleAfterTenLayers(Init.heNormal()) > 0.2);
    assertTrue(scaleAfterTenLayers(Init.heNormal()) < 5);
    assertTrue(scaleAfterTenLayers(Init.normal(0.01)) < 1e-6);
  }

  private static double scaleAfterTenLayers(Init init) {
    Layer[] layers =
        IntStream.range(0, 10)
            .mapToObj(_ -> Sequential.of(new Linear(100, 100).init(init), new Relu()))
            .toArray(Layer[]::new);
    Tensor x =
        Tensor.of(
            HostBuffer.of(TensorType.f32(20, 100), values(Init.normal(1), Shape.of(20, 100))));
    double[] y = x.apply(Sequential.of(layers)).value().doubles();
    return Math.sqrt(Arrays.stream(y).map(v -> v * v).average().orElse(0));
  }

  private static void assertMoments(Init init, double variance) {
    double[] values = values(init, KERNELS);
    assertEquals(0, Arrays.stream(values).average().orElse(1), 0.03 * Math.sqrt(variance));
    assertEquals(variance, variance(values), 0.05 * variance);
  }

  private static double variance(double[] values) {
    return Arrays.stream(values).map(v -> v * v).average().orElse(0);
  }

  private static double[] values(Init init, Shape shape) {
    HostBuffer values = HostBuffer.allocate(TensorType.f32(shape.dims()));
    init.fill(values, KeyedRandom.of(3, "weight"));
    return values.doubles();
  }
}
