package fovea.explain.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.explain.Networks;
import fovea.explain.attribution.Heatmap;
import fovea.explain.cam.GradCam;
import fovea.explain.occlusion.Occlusion;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.hub.Model;
import fovea.hub.PictureInput;
import fovea.nn.Layer;
import fovea.nn.StateDict;
import fovea.nn.layer.Conv2d;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GridPointingGameTest {
  private static final int PLACES = Networks.SIZE * Networks.SIZE;
  private static final List<String> COLORS = List.of("red", "green", "blue", "yellow");

  /** What each of the colors has in the three channels. */
  private static final double[][] CHANNELS = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 0}};

  /** Sees colors only: each map is active where its color is, and its mean is the score. */
  private record Eye(Conv2d conv) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      return x.apply(conv).relu().mean(2, 3);
    }
  }

  private static Model model() {
    var eye = new Eye(new Conv2d(3, COLORS.size(), 1));
    double[] weights = new double[COLORS.size() * 3];
    double[] biases = new double[COLORS.size()];
    for (int color = 0; color < COLORS.size(); color++) {
      for (int channel = 0; channel < 3; channel++) {
        boolean has = CHANNELS[color][channel] > 0;
        weights[color * 3 + channel] = has ? 20 : -20;
        biases[color] -= has ? 20 : 0;
      }
      biases[color] += 10;
    }
    var shapes = StateDict.of(eye);
    StateDict.load(
        eye,
        Map.of(
            "conv.weight", HostBuffer.of(shapes.get("conv.weight").type(), weights),
            "conv.bias", HostBuffer.of(shapes.get("conv.bias").type(), biases)));
    return Networks.model(eye, COLORS);
  }

  /** A picture of one color; {@code strength} 1 is what the network is sure of. */
  private static PictureInput picture(double[] channels, double strength) {
    float[] values = new float[3 * PLACES];
    for (int channel = 0; channel < 3; channel++) {
      float value = (float) (channels[channel] * strength);
      Arrays.fill(values, channel * PLACES, (channel + 1) * PLACES, value);
    }
    return PictureInput.of(values);
  }

  private static List<PictureInput> pictures() {
    List<PictureInput> pictures = new ArrayList<>();
    for (double[] channels : CHANNELS) {
      pictures.add(picture(channels, 1));
      pictures.add(picture(channels, 0.1));
    }
    return pictures;
  }

  @Test
  void pointsAtTheColorThatIsAskedAbout() {
    PointingGrids grids = new GridPointingGame().grids(8).on(model(), pictures());
    assertEquals(8, grids.grids().size());
    assertEquals(List.of(0, 1, 2, 3, 0, 1, 2, 3), quarters(grids));
    PointingScore gradCam = grids.play(new GradCam());
    assertEquals("grad-cam", gradCam.method());
    // Enlarged or not, the map has the size of the picture.
    assertEquals(1, gradCam.mean(), 1e-6);
    assertEquals(1, gradCam.majorities());
    assertTrue(grids.first(4).play(new Occlusion().window(8, 8)).mean() > 0.9);
  }

  @Test
  void givesAFourthToWhatKnowsNothing() {
    PointingGrids grids = new GridPointingGame().grids(40).on(model(), pictures());
    PointingScore center = grids.play(new CenterMap());
    center.shares().forEach(share -> assertEquals(0.25, share, 1e-3));
    assertEquals(0, center.majorities());
    PointingScore random = grids.play(new RandomMap());
    assertEquals(0.25, random.mean(), 0.02);
    assertTrue(random.shares().stream().distinct().count() > 10, "a map for each picture");
  }

  @Test
  void drawsTheSameGridsBySeed() {
    var game = new GridPointingGame().grids(12);
    assertEquals(targets(game.on(model(), pictures())), targets(game.on(model(), pictures())));
    assertTrue(
        !targets(game.on(model(), pictures()))
            .equals(targets(game.seed(1).on(model(), pictures()))));
  }

  @Test
  void takesOnlyPicturesThatTheModelIsSureOf() {
    List<PictureInput> unsure =
        Arrays.stream(CHANNELS).map(channels -> picture(channels, 0.1)).toList();
    var game = new GridPointingGame();
    String message =
        assertThrows(FoveaException.class, () -> game.on(model(), unsure)).getMessage();
    assertTrue(message.contains("4 classes") && message.contains("90 %"), message);
    assertThrows(FoveaException.class, () -> game.grids(0));
  }

  @Test
  void countsOnlyWhatIsAboveZero() {
    PictureGrid grid = new GridPointingGame().grids(2).on(model(), pictures()).grids().get(1);
    assertEquals(1, grid.quarter());
    int size = 2 * Networks.SIZE;
    float[] values = new float[size * size];
    Arrays.fill(values, -1);
    assertEquals(0, grid.share(new Heatmap(size, size, values)));
    values[size - 1] = 3;
    values[0] = 1;
    assertEquals(0.75, grid.share(new Heatmap(size, size, values)), 1e-9);
  }

  private static List<Integer> quarters(PointingGrids grids) {
    return grids.grids().stream().map(PictureGrid::quarter).toList();
  }

  private static List<String> targets(PointingGrids grids) {
    return grids.grids().stream().map(grid -> grid.target().name()).toList();
  }
}
