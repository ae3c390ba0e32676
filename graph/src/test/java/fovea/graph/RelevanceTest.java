package fovea.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.graph.op.CustomOp;
import fovea.graph.op.Distribution;
import fovea.graph.op.GradientRule;
import fovea.graph.op.Norm;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RelevanceTest {
  private static final GradientRule RULE = Relevance.epsilon(1e-9);

  private final Random random = new Random(5);

  private Tensor drawn(int... dims) {
    TensorType type = new TensorType(Shape.of(dims), DType.F64);
    return Tensor.of(HostBuffer.of(type, random.doubles(type.shape().elements(), -1, 1).toArray()));
  }

  private static double[] relevance(Tensor y, Tensor x) {
    return Device.REFERENCE.use(Gradients.of(y, y, List.of(x), RULE).getFirst()::value).doubles();
  }

  /** Checks that {@code y} is handed back to {@code x} as a whole. */
  private static void conserved(Tensor y, Tensor x) {
    double[] parts = relevance(y, x);
    double sum = Device.REFERENCE.use(y.sum()::item);
    double found = java.util.Arrays.stream(parts).sum();
    assertEquals(sum, found, 1e-4 * Math.max(1, Math.abs(sum)));
  }

  @Test
  void sumsHandBackInProportion() {
    Tensor x = Tensor.of(Shape.of(1, 3), 1, 2, 3);
    Tensor weight = Tensor.of(Shape.of(2, 3), 1, 1, 1, 2, 0, -1);
    // 6 = 1 + 2 + 3, -1 = 2 + 0 - 3: terms are the relevance itself, as there is one layer.
    assertArrayEquals(new double[] {3, 2, 0}, relevance(x.linear(weight), x), 1e-5);
    Tensor hidden = x.linear(weight).relu();
    Tensor y = hidden.linear(Tensor.of(Shape.of(1, 2), 2, 5));
    assertArrayEquals(new double[] {2, 4, 6}, relevance(y, x), 1e-5);
  }

  @Test
  void biasesKeepTheirShare() {
    Tensor x = Tensor.of(Shape.of(1, 2), 1, 3);
    Tensor y = x.linear(Tensor.of(Shape.of(1, 2), 1, 1), Tensor.of(Shape.of(1), 4));
    assertArrayEquals(new double[] {1, 3}, relevance(y, x), 1e-5);
  }

  @Test
  void convolutionsPoolsSumsAndActivationsConserve() {
    Tensor x = drawn(2, 3, 8, 8);
    Window window = Window.of(3).padding(1);
    Tensor a = x.conv2d(drawn(4, 3, 3, 3), window, 1).relu();
    Tensor b = a.conv2d(drawn(4, 2, 3, 3), window, 2).silu().add(a).maxPool(2);
    Tensor c = b.averagePool(2).upsampleBilinear(4, 4, false);
    Tensor d = Tensor.concat(1, List.of(c, b.sub(c))).mean(2, 3).mul(3);
    conserved(d.linear(drawn(5, 8)), x);
    conserved(d.reshape(2, 2, 4).max(1).sum(), x);
    conserved(x.convTranspose2d(drawn(3, 2, 3, 3), window, new Window.Size(0, 0), 1), x);
  }

  @Test
  void productsOfResultsHandBackHalves() {
    Tensor x = drawn(1, 3, 4, 4);
    Tensor y = x.conv2d(drawn(2, 3, 1, 1), Window.of(1), 1);
    Tensor gate = y.mean(Axes.of(2, 3).keep()).sigmoid();
    conserved(y.mul(gate), x);
    conserved(y.mul(drawn(1, 2, 1, 1)), x);
  }

  @Test
  void opsOfOnesOwnHandBackThroughTheirParts() {
    record Shifted() implements CustomOp.InTensors {
      @Override
      public List<Tensor> forward(List<Tensor> inputs) {
        return List.of(inputs.getFirst().relu().mul(3));
      }

      @Override
      public List<Tensor> gradient(Applied applied) {
        return applied.upstream();
      }
    }
    Tensor x = drawn(2, 5);
    conserved(new Shifted().apply(x.linear(drawn(4, 5))), x);
  }

  @Test
  void batchNormsAreAsFolded() {
    Tensor x = drawn(1, 3, 5, 5);
    Tensor weight = drawn(2, 3, 3, 3);
    Tensor gamma = drawn(2);
    Tensor beta = drawn(2);
    Tensor mean = drawn(2);
    Tensor variance = drawn(2).abs().add(0.5);
    Tensor conv = x.conv2d(weight, Window.of(3), 1);
    Tensor norm = Tensor.of(new Norm.BatchNormInference(1e-5), conv, gamma, beta, mean, variance);
    Tensor scale = gamma.div(variance.add(1e-5).sqrt());
    Tensor folded =
        x.conv2d(weight.mul(scale.reshape(2, 1, 1, 1)), beta.sub(mean.mul(scale)), Window.of(3), 1);
    assertArrayEquals(relevance(folded, x), relevance(norm, x), 1e-5);
  }

  @Test
  void whatHasNoRuleIsRefused() {
    Tensor x = drawn(1, 4);
    String message =
        assertThrows(FoveaException.class, () -> relevance(x.softmax(1), x)).getMessage();
    assertEquals(
        "there is no rule of relevance for softmax; start at the logits of a network in inference,"
            + " or give the op a rule by with(...)",
        message);
    GradientRule through = RULE.with(Distribution.class, (_, upstream) -> upstream);
    Tensor y = x.softmax(1);
    Gradients.of(y, y, List.of(x), through);
    assertThrows(FoveaException.class, () -> Relevance.epsilon(0));
  }
}
