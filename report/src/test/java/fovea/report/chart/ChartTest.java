package fovea.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.report.color.ColorMap;
import fovea.report.color.ColorScale;
import fovea.report.figure.Figure;
import fovea.report.figure.Mark;
import fovea.report.figure.TextBoxes;
import fovea.report.picture.ReportException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {
  private static final String LONG = "Egyptian cat of a very long name, <b>übermäßig</b> long";

  static Stream<Map.Entry<String, Chart>> charts() {
    var random = new Random(4);
    double[] numbers = random.doubles(40, -3e-5, 2e-5).toArray();
    double[] large = random.doubles(40, 0, 3e7).toArray();
    var epoch = new ChartAxis("epoch");
    var bars =
        List.of(
            new BarChart.Bar(LONG, 0.9, "90.0 %", true),
            new BarChart.Bar("lynx", 0.001, "0.1 %"),
            new BarChart.Bar("", 0, "0"));
    return Stream.of(
        Map.entry("no number", new LineChart(epoch, new ChartAxis("loss"))),
        Map.entry("one number", new LineChart(epoch, epoch, Series.of("one", 7))),
        Map.entry("gaps", new LineChart(epoch, epoch, Series.of("a", 1, Double.NaN, 3, 4))),
        Map.entry("small", new LineChart(epoch, new ChartAxis(LONG), Series.of(LONG, numbers))),
        Map.entry(
            "large",
            new LineChart(
                    epoch,
                    new ChartAxis("time (ns)").logarithmic(),
                    Series.of(LONG, large),
                    Series.of(LONG, numbers),
                    Series.of("c", large))
                .size(240, 200)),
        Map.entry("bars", new BarChart(bars).most(1)),
        Map.entry("no bar", new BarChart(List.of())),
        Map.entry("histogram", Histogram.of(new ChartAxis("gradient"), 12, numbers)),
        Map.entry("histogram of one", Histogram.of(new ChartAxis("x"), 3, 5, 5)),
        Map.entry("histogram of none", Histogram.of(new ChartAxis("x"), 3, Double.NaN)),
        Map.entry("calibration", new ReliabilityChart(bins(17))),
        Map.entry("no calibration", new ReliabilityChart(bins(0))),
        Map.entry("two classes", confusion(2)),
        Map.entry("ten classes", confusion(10)),
        Map.entry("hundred classes", confusion(100)),
        Map.entry("bar of a map", bar(-1e-5, 1e-5)),
        Map.entry("bar of a constant", bar(0, 0)),
        Map.entry("bar of large", bar(-1234, 5e7).width(180)),
        Map.entry("short bar", bar(0, 1).height(60)));
  }

  private static ColorBar bar(double low, double high) {
    return new ColorBar(new ColorScale(low, high, ColorMap.BLUE_RED), "attribution");
  }

  private static List<ReliabilityChart.Bin> bins(long count) {
    return IntStream.range(0, 10)
        .mapToObj(i -> new ReliabilityChart.Bin(i / 10.0, (i + 1) / 10.0, count * i, i / 10.0, 0.5))
        .toList();
  }

  private static ConfusionChart confusion(int n) {
    var names = new ArrayList<String>();
    var counts = new ArrayList<List<Long>>();
    for (int i = 0; i < n; i++) {
      int row = i;
      names.add(i == 1 ? LONG : "class " + i);
      counts.add(IntStream.range(0, n).mapToObj(k -> (long) (row == k ? 1234 * row : k)).toList());
    }
    return new ConfusionChart(names, counts);
  }

  @ParameterizedTest
  @MethodSource("charts")
  void textsAreReadable(Map.Entry<String, Chart> chart) {
    assertEquals(List.of(), TextBoxes.faults(chart.getValue().figure()));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void bothKindsOfFileCanBeMade(Map.Entry<String, Chart> chart) {
    Figure figure = chart.getValue().figure();
    assertTrue(figure.bitmap(0.5).width() > 1);
    assertTrue(figure.svg().endsWith("</svg>\n") && !figure.svg().contains("NaN"));
  }

  @Test
  void barsAreAsLongAsTheirValues() {
    var bars = List.of(new BarChart.Bar("a", 1, "1"), new BarChart.Bar("b", 0.25, "0"));
    List<Double> widths =
        new BarChart(bars)
            .figure().marks().stream()
                .filter(Mark.Fill.class::isInstance)
                .map(mark -> ((Mark.Fill) mark).area().width())
                .toList();
    assertEquals(widths.getFirst() / 4, widths.getLast(), 1e-9);
  }

  @Test
  void aHistogramCountsAll() {
    Histogram histogram = Histogram.of(new ChartAxis("x"), 4, 0, 1, 2, 3, 4, Double.NaN);
    assertEquals(List.of(1L, 1L, 1L, 2L), histogram.counts());
    assertEquals(List.of(0.0, 1.0, 2.0, 3.0, 4.0), histogram.edges());
  }

  @Test
  void aConfusionMatrixSaysItsCounts() {
    List<String> texts = TextBoxes.texts(confusion(10).figure());
    assertTrue(texts.containsAll(List.of("1234", "predicted class", "class 9")), texts::toString);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThrows(ReportException.class, () -> new ChartAxis("x").range(1, 1));
    assertThrows(ReportException.class, () -> new ChartAxis("x").logarithmic().range(0, 1));
    assertThrows(
        ReportException.class, () -> Series.of("s", new double[] {1}, new double[] {1, 2}));
    assertThrows(
        ReportException.class, () -> new ConfusionChart(List.of("a"), List.of(List.of(1L, 2L))));
  }
}
