package fovea.data.warp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.data.augment.CounterRandom;
import org.junit.jupiter.api.Test;

class SplineFieldTest {

  @Test
  void aPictureIsMovedAsPointsAre() {
    var field = new SplineField(5, 3);
    field.draw(new CounterRandom(1, 2, 3), 2);
    int width = 20;
    int height = 11;
    Warp warp = field.over(width, height);
    float[] x = new float[width];
    float[] y = new float[width];
    double[] pointX = new double[width];
    double[] pointY = new double[width];
    for (int row = 0; row < height; row++) {
      warp.row(row, x, y);
      for (int i = 0; i < width; i++) {
        pointX[i] = (i + 0.5) / width;
        pointY[i] = (row + 0.5) / height;
      }
      field.move(pointX, pointY, width);
      for (int i = 0; i < width; i++) {
        assertEquals(pointX[i] - (i + 0.5) / width, x[i] - i, 1e-5);
        assertEquals(pointY[i] - (row + 0.5) / height, y[i] - row, 1e-5);
      }
    }
  }

  /** Blurred uniform noise has a deviation of strength / √3 / (2 √π sigma). */
  @Test
  void deviatesAsASplineDoes() {
    var field = new SplineField(8, 8);
    double squares = 0;
    int count = 0;
    float[] x = new float[64];
    float[] y = new float[64];
    for (int i = 0; i < 200; i++) {
      field.draw(new CounterRandom(4, 0, i), 1);
      Warp warp = field.over(64, 64);
      for (int row = 0; row < 64; row += 8) {
        warp.row(row, x, y);
        for (int column = 0; column < 64; column++) {
          squares +=
              (x[column] - column) * (x[column] - column) + (y[column] - row) * (y[column] - row);
          count += 2;
        }
      }
    }
    assertEquals(151.0 / 315 / Math.sqrt(3), Math.sqrt(squares / count), 0.01);
  }
}
