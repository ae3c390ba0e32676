package fovea.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import org.junit.jupiter.api.Test;

class NestedArraysTest {
  @Test
  void eachLevelIsAnAxis() {
    assertEquals(Shape.of(3), Tensor.of(new float[] {1, 2, 3}).shape());
    Tensor matrix = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
    assertEquals(Shape.of(2, 3), matrix.shape());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, matrix.floats());
    assertEquals(Shape.of(2, 1, 2), Tensor.of(new float[][][] {{{1, 2}}, {{3, 4}}}).shape());
    Tensor picture = Tensor.of(new float[][][][] {{{{1, 2}, {3, 4}}}});
    assertEquals(Shape.of(1, 1, 2, 2), picture.shape());
    assertArrayEquals(new float[] {1, 2, 3, 4}, picture.floats());
  }

  @Test
  void emptyOnes() {
    assertEquals(Shape.of(0, 0), Tensor.of(new float[0][]).shape());
    assertEquals(Shape.of(2, 0), Tensor.of(new float[2][0]).shape());
    assertEquals(Shape.of(0, 0, 0), Tensor.of(new float[0][3][4]).shape());
  }

  @Test
  void rowsOfOneLengthOnly() {
    String message =
        assertThrows(FoveaException.class, () -> Tensor.of(new float[][] {{1, 2}, {3}}))
            .getMessage();
    assertEquals(
        "expected arrays of one size along axis 1, found 2 elements and 1;"
            + " make all rows equally long",
        message);
  }
}
