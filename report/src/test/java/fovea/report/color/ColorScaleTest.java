package fovea.report.color;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.report.picture.Rgb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColorScaleTest {

  @Test
  void constantNumbersHaveAColor() {
    ColorScale zero = ColorScale.of(ColorMap.VIRIDIS, 0, 0, 0);
    assertEquals(ColorMap.VIRIDIS.rgb(0), zero.rgb(0));
    ColorScale signed = ColorScale.symmetric(ColorMap.BLUE_RED, 0, 0);
    assertEquals(0xF7F7F7, signed.rgb(0));
    ColorScale none = ColorScale.of(ColorMap.VIRIDIS, Float.NaN);
    assertEquals(none.missing(), none.rgb(Double.NaN));
  }

  @Test
  void zeroIsTheMiddleOfNumbersWithASign() {
    ColorScale scale = ColorScale.symmetric(ColorMap.BLUE_RED, -1, 4, Float.NaN);
    assertEquals(0xF7F7F7, scale.rgb(0));
    assertEquals(ColorMap.BLUE_RED.rgb(1), scale.rgb(4));
    assertEquals(ColorMap.BLUE_RED.rgb(0.375), scale.rgb(-1));
    assertEquals(0, ColorScale.fromZero(ColorMap.MAGMA, -3, 2).low());
  }

  @Test
  void whatIsNotFiniteDoesNotSpoilTheScale() {
    float[] values = {1, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 3};
    ColorScale scale = ColorScale.of(ColorMap.GRAY, values);
    assertEquals(1, scale.low());
    assertEquals(3, scale.high());
    assertEquals(0xFFFFFF, scale.bitmap(5, 1, values).rgb(1, 0));
    assertEquals(0x000000, scale.bitmap(5, 1, values).rgb(2, 0));
  }

  /** The order of colors can be told by their lightness alone, by those who see no colors, too. */
  @ParameterizedTest
  @EnumSource
  void lightnessTellsTheOrder(ColorMap map) {
    double end = map.isDiverging() ? 0.5 : 1;
    for (double share = 0; share < end - 0.01; share += 0.05) {
      double here = Rgb.luminance(map.rgb(share));
      double next = Rgb.luminance(map.rgb(share + 0.05));
      assertTrue(map == ColorMap.BLUES ? here > next : here < next, map + " at " + share);
    }
  }
}
