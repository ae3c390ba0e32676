package fovea.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import fovea.graph.type.Device;
import fovea.graph.type.Scope;
import fovea.graph.type.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubstitutionTest {
  private final Tensor x = Tensor.of(Shape.of(2), 1, 2);
  private final Tensor doubled = x.mul(2);
  private final Tensor other = x.exp();
  private final Tensor end = Scope.within("last", () -> doubled.add(other));

  private static float[] floats(Tensor tensor) {
    return Device.REFERENCE.use(tensor::floats);
  }

  @Test
  void whatDependsOnItIsMadeAgainAndAllElseIsShared() {
    Substitution changed = Substitution.of(List.of(end), Map.of(other, Tensor.full(x.type(), 5)));
    assertArrayEquals(new float[] {7, 9}, floats(changed.of(end)));
    assertSame(doubled, changed.of(doubled));
    assertSame(doubled.node(), changed.of(doubled.node()));
    assertNotSame(end.node(), changed.of(end.node()));
    assertEquals("last", changed.of(end).node().path());
  }

  @Test
  void aReplacementMayDependOnWhatItReplaces() {
    Substitution changed = Substitution.of(List.of(end), Map.of(doubled, doubled.add(100)));
    float e = (float) Math.E;
    assertArrayEquals(new float[] {102 + e, 104 + e * e}, floats(changed.of(end)), 1e-4f);
    assertArrayEquals(new float[] {102, 104}, floats(changed.of(doubled)));
  }

  @Test
  void aLongGraphDoesNotOverflowTheStack() {
    Tensor y = x;
    for (int i = 0; i < 20_000; i++) {
      y = y.neg();
    }
    assertNotSame(y, Substitution.of(List.of(y), Map.of(x, doubled)).of(y));
  }
}
