package fovea.explain.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.explain.feature.FeatureMaps;
import fovea.explain.feature.Filters;
import fovea.explain.feature.Hierarchy;
import fovea.explain.feature.TopPredictions;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.hub.Prediction;
import fovea.hub.PredictionKind;
import fovea.hub.Predictions;
import fovea.nn.activation.Relu;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Sequential;
import fovea.report.picture.Bitmap;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureFiguresTest {
  private static final Bitmap PICTURE = Bitmap.of(8, 8, (x, y) -> 0x0A141E * (x + y));

  /** The first unit sees the picture, the second nothing. */
  private static ExplainedNetwork subject() {
    Conv2d conv = new Conv2d(1, 2, 1).noBias();
    conv.weight().variable().assign(HostBuffer.of(TensorType.f32(2, 1, 1, 1), 1, -1));
    return ExplainedNetwork.of(
        Sequential.of(conv, new Relu(), new Conv2d(2, 3, 3), new Relu()),
        TensorType.f32(1, 1, 8, 8));
  }

  private static HostBuffer ones() {
    HostBuffer ones = HostBuffer.allocate(TensorType.f32(1, 1, 8, 8));
    for (int i = 0; i < 64; i++) {
      ones.set(i, 1);
    }
    return ones;
  }

  private static void assertSays(String svg, String... texts) {
    for (String text : texts) {
      assertTrue(svg.contains(text), text);
    }
  }

  @Test
  void featureMapsHaveNumbersAndStrengths() {
    ExplainedNetwork subject = subject();
    FeatureLayer layer = subject.layers().require("1");
    var figure = new FeatureMapsFigure("net", PICTURE, FeatureMaps.of(subject, layer, ones()));
    assertSays(figure.figure().svg(), "net: 1", "unit 0 · 1.00", "unit 1 · 0", "response 1.00");
    assertFalse(figure.count(1).figure().svg().contains("unit 1"));
    assertSays(figure.overlay().svg(), "mean of all maps, 0 to 0.500", "unit 1, 0 to 0");
    assertEquals(300, figure.tile().width());
  }

  @Test
  void theHierarchyTellsWhatEachLayerSees() {
    var figure = new HierarchyFigure("net", PICTURE, Hierarchy.of(subject(), ones()));
    assertSays(
        figure.figure().svg(),
        "sees 1 × 1 pixels",
        "sees 3 × 3 pixels",
        "3 maps of 6 × 6",
        "nothing");
    assertTrue(figure.tile().height() > 0);
  }

  @Test
  void filtersOfOnePlaneAreAGridAndOthersRows() {
    ExplainedNetwork subject = subject();
    var first = new FiltersFigure("net", Filters.of(subject, subject.layers().require("0")));
    assertSays(first.figure().svg(), "2 of 1 × 1 × 1", "gray");
    assertFalse(first.figure().svg().contains("unit 0"));
    var second = new FiltersFigure("net", Filters.of(subject, subject.layers().require("2")));
    assertSays(second.figure().svg(), "3 of 3 × 3 × 2", "unit 0", "unit 2");
  }

  @Test
  void theTrueLabelIsMarkedOrNamed() {
    var predictions =
        new Predictions(
            PredictionKind.CLASSES,
            List.of(new Prediction("cat", 1, 0.75), new Prediction("dog", 0, 0.2)),
            List.of(),
            List.of());
    var top = new TopPredictions(predictions);
    assertFalse(new TopPredictionsFigure("net", PICTURE, top).figure().svg().contains("true"));
    assertSays(
        new TopPredictionsFigure("net", PICTURE, top.truth(0, "dog")).figure().svg(),
        "Top 2 of net",
        "75.0 %",
        "marked: true label, dog");
    assertSays(
        new TopPredictionsFigure("net", PICTURE, top.truth(7, "emu")).figure().svg(),
        "true label: emu, not among these");
  }
}
