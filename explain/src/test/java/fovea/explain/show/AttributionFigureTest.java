package fovea.explain.show;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.ChannelOrder;
import fovea.explain.attribution.Attribution.Reading;
import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Heatmap;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.report.color.ColorMap;
import fovea.report.color.ColorScale;
import fovea.report.picture.Bitmap;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributionFigureTest {
  private static final Bitmap PICTURE = Bitmap.of(8, 8, (x, y) -> 0x102030 * (x + y));
  private static final AttributionTexts TEXTS =
      new AttributionTexts(
          "grad-cam",
          "cat, 83.1 %",
          "layer4 · net",
          List.of(new Attributions.Measure("completeness gap", 0.012)));

  private static String svg(Reading reading, float... map) {
    var figure = new AttributionFigure(PICTURE, new Heatmap(2, 2, map), reading, TEXTS);
    assertTrue(figure.figure().width() > 900);
    assertEquals(300, figure.tile().width());
    return figure.figure().svg();
  }

  @Test
  void saysWhatIsSeen() {
    String svg = svg(Reading.POSITIVE, 0, 1, 2, 3);
    for (String text :
        List.of("grad-cam: cat, 83.1 %", "layer4 · net · completeness gap 1.2 %", "for 3.00")) {
      assertTrue(svg.contains(text), text);
    }
  }

  @Test
  void saysThatThereIsNothing() {
    String none = "no positive evidence in this layer";
    assertTrue(svg(Reading.POSITIVE, 0, 0, 0, 0).contains(none));
    assertTrue(svg(Reading.POSITIVE, -1, -2, 0, -1).contains(none));
    assertFalse(svg(Reading.POSITIVE, 0, 0, 0, 1e-9f).contains(none));
    assertTrue(svg(Reading.SIGNED, 0, 0, 0, 0).contains("zero everywhere"));
    assertTrue(svg(Reading.MAGNITUDE, 0, 0, 0, 0).contains("zero everywhere"));
    String against = svg(Reading.SIGNED, -1, -2, 0, -1);
    assertTrue(against.contains("nothing speaks for it") && against.contains("-2.00 against"));
    assertTrue(svg(Reading.POSITIVE, 2, 2, 2, 2).contains("the same everywhere"));
  }

  @Test
  void theScaleOfSignedMapsIsSymmetric() {
    ColorScale scale = MapScale.of(new Heatmap(1, 3, -1, 0, 3), Reading.SIGNED).colors();
    assertEquals(-3, scale.low());
    assertEquals(0.5, scale.share(0));
  }

  @Test
  void fineMapsAreCutAtTheStrongestPlaces() {
    float[] values = new float[10_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < 20 ? 1_000 : i % 100;
    }
    MapScale scale = MapScale.of(new Heatmap(100, 100, values), Reading.MAGNITUDE);
    assertTrue(scale.cut());
    assertEquals(99, scale.colors().high());
    float[] one = new float[10_000];
    one[5_000] = 7;
    MapScale speck = MapScale.of(new Heatmap(100, 100, one), Reading.MAGNITUDE);
    assertEquals(7, speck.colors().high());
    assertFalse(speck.cut());
  }

  @Test
  void colorsAreAroundGray() {
    HostBuffer values = HostBuffer.of(TensorType.f32(1, 3, 1, 2), -2, 0, 0, 0, 1, 2);
    List<Heatmap> planes = ColorPlanes.of(new Attributions(values));
    List<Heatmap> shown = ColorPlanes.aroundGray(planes);
    assertArrayEquals(new float[] {0, 0.5f}, shown.getFirst().values());
    assertArrayEquals(new float[] {0.5f, 0.5f}, shown.get(1).values());
    assertArrayEquals(new float[] {0.75f, 1}, shown.getLast().values());
    var figure = AttributionFigure.of(PICTURE, new Attributions(values), Reading.COLORS, TEXTS);
    assertArrayEquals(
        planes.getFirst().values(), figure.order(ChannelOrder.BGR).colors().getLast().values());
  }

  @Test
  void aSmoothedMapKeepsItsMeanAndSpreads() {
    float[] one = new float[81];
    one[40] = 1;
    Heatmap smooth = Smoothing.of(new Heatmap(9, 9, one), 1);
    assertEquals(1, smooth.positiveMass(0, 0, 9, 9), 1e-6);
    assertEquals(smooth.at(4, 3), smooth.at(3, 4), 1e-7);
    assertTrue(smooth.at(4, 4) > smooth.at(4, 3) && smooth.at(4, 1) > 0 && smooth.at(4, 0) == 0);
  }

  @Test
  void strongPlacesCoverThePictureAndWeakOnesDoNot() {
    Bitmap white = Bitmap.of(2, 1, (_, _) -> 0xFFFFFF);
    var scale = new ColorScale(0, 1, ColorMap.INFERNO);
    Bitmap over = Bitmaps.over(white, new Heatmap(1, 2, 0, 0.5f), scale);
    assertEquals(0xFFFFFF, over.rgb(0, 0));
    assertTrue(over.rgb(1, 0) != 0xFFFFFF);
  }

  @Test
  void numbersHaveThreeDigits() {
    assertEquals(
        List.of("0", "0.410", "12.3", "123", "0.00870", "1.2e-05", "-2.00"),
        List.of(0, 0.41, 12.34, 123.4, 0.0087, 1.234e-5, -2.0).stream()
            .map(value -> ScaleBar.number(value.doubleValue()))
            .toList());
  }
}
