package fovea.app.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.report.picture.Rgb;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Classes are told apart by color, on white. */
class MapDrawingTest {

  @Test
  void everyClassHasAColorOfItsOwn() {
    for (int count : new int[] {1, 8, 9, 10, 37}) {
      int[] colors =
          IntStream.range(0, count).map(place -> MapDrawing.color(place, count)).toArray();
      assertEquals(count, IntStream.of(colors).distinct().count(), count + " classes");
      for (int color : colors) {
        int least = Math.min(Rgb.red(color), Math.min(Rgb.green(color), Rgb.blue(color)));
        assertTrue(least < 150, "no white: " + Rgb.hex(color));
      }
    }
  }
}
