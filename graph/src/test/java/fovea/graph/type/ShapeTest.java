package fovea.graph.type;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void sizesAreComparedByValue() {
    assertEquals(Shape.of(2, 3), Shape.of(2, 3));
    assertEquals(Shape.of(2, 3).hashCode(), Shape.of(2, 3).hashCode());
    assertEquals("[2, 3]", Shape.of(2, 3).toString());
    assertEquals(Shape.scalar(), Shape.of());
  }

  @Test
  void negativeAxesCountFromTheEnd() {
    Shape shape = Shape.of(2, 3, 5);
    assertEquals(5, shape.dim(-1));
    assertEquals(1, shape.axis(-2));
    assertEquals(Shape.of(2, 3, 7), shape.with(-1, 7));
    String message = assertThrows(FoveaException.class, () -> shape.dim(3)).getMessage();
    assertEquals("axis 3 does not exist in [2, 3, 5]; use an axis from -3 to 2", message);
  }

  @Test
  void elementsAndStrides() {
    assertEquals(30, Shape.of(2, 3, 5).elements());
    assertEquals(1, Shape.scalar().elements());
    assertEquals(0, Shape.of(2, 0, 5).elements());
    assertArrayEquals(new long[] {15, 5, 1}, Shape.of(2, 3, 5).strides());
  }

  @Test
  void impossibleSizesAreRefused() {
    assertThrows(FoveaException.class, () -> Shape.of(2, -1));
    assertThrows(FoveaException.class, () -> Shape.of(Integer.MAX_VALUE, Integer.MAX_VALUE, 3, 3));
  }

  @Test
  void theArrayIsCopied() {
    int[] dims = {2, 3};
    Shape shape = Shape.of(dims);
    dims[0] = 9;
    shape.dims()[1] = 9;
    assertEquals(Shape.of(2, 3), shape);
  }

  @Test
  void broadcastingRepeatsOnes() {
    assertEquals(Shape.of(4, 2, 3), Shape.of(2, 1).broadcast(Shape.of(4, 1, 3)));
    assertEquals(Shape.of(2, 3), Shape.of(2, 3).broadcast(Shape.scalar()));
    assertEquals(Shape.of(2, 0), Shape.of(2, 1).broadcast(Shape.of(0)));
    FoveaException refused =
        assertThrows(FoveaException.class, () -> Shape.of(2, 3).broadcast(Shape.of(2)));
    assertTrue(refused.getMessage().contains("[2, 3] and [2] do not broadcast"));
  }
}
