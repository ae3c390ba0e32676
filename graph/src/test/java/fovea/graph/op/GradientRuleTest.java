package fovea.graph.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.graph.Gradients;
import fovea.graph.Tensor;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientRuleTest {
  /** Of x = (1, 2): 3, -1, 2, -2 before the ReLU. */
  private static final Tensor FIRST = Tensor.of(Shape.of(4, 2), 1, 1, 1, -1, 0, 1, 0, -1);

  /** The gradients that reach the ReLU. */
  private static final Tensor SECOND = Tensor.of(Shape.of(1, 4), 1, 2, -3, -4);

  private final Tensor x = Tensor.of(Shape.of(1, 2), 1, 2);
  private final Tensor before = x.linear(FIRST);
  private final Tensor hidden = before.relu();
  private final Tensor score = hidden.linear(SECOND).sum();

  private float[] gradient(GradientRule rule) {
    return gradient(score, rule);
  }

  private float[] gradient(Tensor of, GradientRule rule) {
    return Device.REFERENCE.use(of.gradients(List.of(x), rule).getFirst()::floats);
  }

  @Test
  void ownIsThePlainGradient() {
    // Units 0 and 2 are on: 1 * (1, 1) - 3 * (0, 1).
    assertArrayEquals(new float[] {1, -2}, gradient(GradientRule.own()));
    assertArrayEquals(
        new float[] {1, -2}, Device.REFERENCE.use(score.gradients(List.of(x)).getFirst()::floats));
  }

  @Test
  void guidedAsksForBothSigns() {
    // Of the units that are on only unit 0 has a positive gradient.
    assertArrayEquals(new float[] {1, 1}, gradient(GradientRule.guided()));
  }

  @Test
  void deconvnetAsksForTheSignOfTheGradientOnly() {
    // Units 0 and 1 have one: 1 * (1, 1) + 2 * (1, -1).
    assertArrayEquals(new float[] {3, -1}, gradient(GradientRule.deconvnet()));
  }

  @Test
  void clippingAtZeroRectifiesToo() {
    Tensor clamped = before.clamp(0, 2.5).linear(SECOND).sum();
    // Unit 0 is above the limit.
    assertArrayEquals(new float[] {0, 0}, gradient(clamped, GradientRule.guided()));
    assertArrayEquals(new float[] {3, -1}, gradient(clamped, GradientRule.deconvnet()));
    Tensor both = before.clamp(-1.5, 9).linear(SECOND).sum();
    assertArrayEquals(gradient(both, GradientRule.own()), gradient(both, GradientRule.deconvnet()));
  }

  @Test
  void rulesByOpAndByNode() {
    GradientRule through = (_, upstream) -> upstream;
    GradientRule straight = GradientRule.own().with(Unary.Relu.class, through);
    // All units: (1, 1) + 2 * (1, -1) - 3 * (0, 1) - 4 * (0, -1).
    assertArrayEquals(new float[] {3, 0}, gradient(straight));
    assertArrayEquals(new float[] {3, 0}, gradient(GradientRule.own().with(Unary.class, through)));
    Tensor twice = hidden.add(before.relu()).linear(SECOND).sum();
    GradientRule one = GradientRule.own().where(node -> node.equals(hidden.node()), through);
    assertArrayEquals(new float[] {3 + 1, 0 - 2}, gradient(twice, one));
  }

  @Test
  void aRuleThatDoesNotFitIsRefused() {
    GradientRule none = GradientRule.own().with(Unary.Relu.class, (_, _) -> List.of());
    assertEquals(
        "the rule for relu gives 0 gradients for 1 inputs; give one for each, Tensor.zero() where"
            + " none flows",
        assertThrows(FoveaException.class, () -> gradient(none)).getMessage());
    GradientRule sum =
        GradientRule.own().with(Unary.Relu.class, (_, up) -> List.of(up.getFirst().sum()));
    assertEquals(
        "the rule for relu gives a gradient of shape [] for an input of shape [1, 4]; give one of"
            + " the input's shape",
        assertThrows(FoveaException.class, () -> gradient(sum)).getMessage());
    assertThrows(FoveaException.class, () -> hidden.gradients(List.of(x), GradientRule.guided()));
    Tensor up = Tensor.scalar(1);
    assertThrows(
        FoveaException.class, () -> Gradients.of(hidden, up, List.of(x), GradientRule.own()));
  }
}
