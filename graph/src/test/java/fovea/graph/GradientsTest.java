package fovea.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.op.UnaryGrad;
import fovea.graph.op.Update;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientsTest {
  private static Tensor vector(float... values) {
    return Tensor.of(Shape.of(values.length), values);
  }

  private static float[] floats(Tensor tensor) {
    return Device.REFERENCE.use(tensor::floats);
  }

  private static float[] gradient(Tensor loss, Tensor wrt) {
    return floats(loss.gradients(List.of(wrt)).getFirst());
  }

  @Test
  void usesAddUp() {
    Tensor x = vector(1, 2, 3);
    assertArrayEquals(new float[] {3, 5, 7}, gradient(x.mul(x).add(x).sum(), x));
    assertArrayEquals(new float[] {2, 2, 2}, gradient(x.add(x).sum(), x));
  }

  @Test
  void equalTensorsKeepTheirGradientsApart() {
    Tensor a = vector(1, 2);
    Tensor b = vector(1, 2);
    List<Tensor> gradients = a.mul(b.mul(10)).sum().gradients(List.of(a, b, a));
    assertArrayEquals(new float[] {10, 20}, floats(gradients.get(0)));
    assertArrayEquals(new float[] {10, 20}, floats(gradients.get(1)));
    assertSame(gradients.get(0), gradients.get(2));
    Tensor c = vector(3, 4);
    List<Tensor> apart = a.add(c.mul(2)).sum().gradients(List.of(a, b, c));
    assertArrayEquals(new float[] {1, 1}, floats(apart.get(0)));
    assertArrayEquals(new float[] {0, 0}, floats(apart.get(1)));
    assertArrayEquals(new float[] {2, 2}, floats(apart.get(2)));
  }

  @Test
  void whatHasNoInfluenceHasZerosOfItsOwnType() {
    Tensor x = vector(1, 2);
    Tensor other = Tensor.full(new TensorType(Shape.of(2, 2), DType.F64), 1);
    Tensor gradient = x.sum().gradients(List.of(other)).getFirst();
    assertEquals(other.type(), gradient.type());
    assertArrayEquals(new float[4], floats(gradient));
  }

  @Test
  void nothingFlowsThroughComparisons() {
    Tensor x = vector(1, 2);
    assertArrayEquals(new float[] {0, 0}, gradient(x.greater(1.5).sum(), x));
    assertArrayEquals(new float[] {0, 0}, gradient(x.cast(DType.I32).cast(DType.F32).sum(), x));
  }

  @Test
  void innerTensorsHaveGradientsToo() {
    Tensor x = vector(1, 2);
    Tensor y = x.mul(3);
    List<Tensor> gradients = y.mul(y).sum().gradients(List.of(y, x));
    assertArrayEquals(new float[] {6, 12}, floats(gradients.get(0)));
    assertArrayEquals(new float[] {18, 36}, floats(gradients.get(1)));
    assertArrayEquals(
        new float[] {1, 1}, floats(Gradients.of(y, vector(1, 1), List.of(y)).getFirst()));
  }

  @Test
  void onlyTheWayToTheWantedIsDifferentiated() {
    Tensor weight = vector(1, 2);
    Tensor x = vector(3, 4).exp();
    Tensor gradient = weight.mul(x).sum().gradients(List.of(weight)).getFirst();
    assertTrue(nodes(gradient).stream().noneMatch(node -> node.op() instanceof UnaryGrad));
  }

  private static List<Node> nodes(Tensor tensor) {
    List<Node> found = new java.util.ArrayList<>(List.of(tensor.node()));
    for (int i = 0; i < found.size(); i++) {
      found.get(i).inputs().forEach(input -> found.add(input.node()));
    }
    return found;
  }

  @Test
  void theSymbolicZeroCostsNothing() {
    Tensor x = vector(1, 2);
    assertSame(x, x.add(Tensor.zero()));
    assertSame(x, Tensor.zero().add(x));
    assertTrue(x.mul(Tensor.zero()).isZero());
    assertTrue(Tensor.zero().mul(3).isZero());
    assertTrue(Tensor.zero().neg().isZero());
  }

  @Test
  void longChainsDoNotOverflowTheStack() {
    Tensor x = vector(1);
    Tensor y = x;
    for (int i = 0; i < 10_000; i++) {
      y = y.add(x);
    }
    Tensor loss = y.sum();
    assertEquals(10_001, Device.REFERENCE.use(loss::item));
    assertArrayEquals(new float[] {10_001}, gradient(loss, x));
  }

  @Test
  void manyPathsAreWalkedOnce() {
    Tensor x = vector(1);
    Tensor y = x;
    for (int i = 0; i < 60; i++) {
      y = y.add(y).mul(0.5);
    }
    assertArrayEquals(new float[] {1}, gradient(y.sum(), x));
  }

  @Test
  void gradientsOfGradients() {
    Tensor x = vector(2);
    Tensor first = x.mul(x).mul(x).sum().gradients(List.of(x)).getFirst();
    Tensor second = first.sum().gradients(List.of(x)).getFirst();
    Tensor third = second.sum().gradients(List.of(x)).getFirst();
    assertArrayEquals(new float[] {12}, floats(first));
    assertArrayEquals(new float[] {12}, floats(second));
    assertArrayEquals(new float[] {6}, floats(third));
  }

  @Test
  void onlyNumbersHaveAGradientWithoutUpstream() {
    Tensor x = vector(1, 2);
    String message =
        assertThrows(FoveaException.class, () -> x.mul(2).gradients(List.of(x))).getMessage();
    assertTrue(message.contains("[2]") && message.contains("reduce it"), message);
  }

  @Test
  void updatesAreNotDifferentiated() {
    Tensor weight = vector(1);
    Tensor rate = Tensor.full(new TensorType(Shape.scalar(), DType.F64), 1);
    Tensor updated = Tensor.of(new Update.Sgd(0, false, 0), weight, weight, rate, rate);
    assertThrows(FoveaException.class, () -> updated.sum().gradients(List.of(weight)));
  }
}
