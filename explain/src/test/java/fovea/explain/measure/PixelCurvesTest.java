package fovea.explain.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Heatmap;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.ExplainedNetwork;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelCurvesTest {
  private static final int SIZE = 16;

  /** Where the only thing is that the network sees: a quarter of a picture of zeros. */
  private static final int TOP = 8;

  private static final ClassTarget SEEN = new ClassTarget("seen", 1);

  /** Four times the mean of the bottom right quarter speaks for the second of two classes. */
  private final ExplainedNetwork subject =
      ExplainedNetwork.of((Layer) PixelCurvesTest::scores, type());

  private static Tensor scores(Tensor x) {
    Tensor seen = x.slice(2, TOP, SIZE).slice(3, TOP, SIZE).mean(1, 2, 3);
    Tensor score = seen.mul(4).reshape(x.shape().dim(0), 1);
    return Tensor.concat(1, List.of(score.mul(0), score));
  }

  private static TensorType type() {
    return TensorType.f32(1, 1, SIZE, SIZE);
  }

  private static boolean inside(long place) {
    return place / SIZE >= TOP && place % SIZE >= TOP;
  }

  /** 1 in the quarter, 0 elsewhere. */
  private static HostBuffer picture() {
    HostBuffer picture = HostBuffer.allocate(type());
    for (long i = 0; i < SIZE * SIZE; i++) {
      picture.set(i, inside(i) ? 1 : 0);
    }
    return picture;
  }

  private static Heatmap right() {
    return new Heatmap(SIZE, SIZE, picture().floats());
  }

  private static double likely(double score) {
    return 1 / (1 + Math.exp(-score));
  }

  @Test
  void deletesWhatTheMapShowsFirst() {
    var curve = new PixelCurves(subject).steps(4).deletion(picture(), right(), SEEN);
    // The quarter goes in the first step; then its mean stands there, a fourth.
    assertEquals(5, curve.probabilities().size());
    assertEquals(likely(4), curve.probabilities().getFirst(), 1e-6);
    for (double later : curve.probabilities().subList(1, 5)) {
      assertEquals(likely(1), later, 1e-6);
    }
    assertEquals((likely(4) + 7 * likely(1)) / 8, curve.area(), 1e-6);
  }

  @Test
  void insertsWhatTheMapShowsFirst() {
    var curve = new PixelCurves(subject).steps(4).insertion(picture(), right(), SEEN);
    assertTrue(curve.probabilities().getFirst() < likely(3.9));
    for (double later : curve.probabilities().subList(1, 5)) {
      assertEquals(likely(4), later, 1e-6);
    }
  }

  @Test
  void tellsARightMapFromOneThatKnowsNothing() {
    var curves = new PixelCurves(subject).steps(20);
    double deleted = curves.deletion(picture(), right(), SEEN).area();
    double inserted = curves.insertion(picture(), right(), SEEN).area();
    for (Attribution floor :
        List.of(new RandomMap(), new RandomMap().size(SIZE), new CenterMap())) {
      var targets = ClassTarget.weights(subject, List.of(SEEN));
      Heatmap map = floor.on(subject).of(picture(), targets).map(0, floor.reading());
      assertTrue(curves.deletion(picture(), map, SEEN).area() > deleted + 1e-3, floor.name());
      assertTrue(curves.insertion(picture(), map, SEEN).area() < inserted - 1e-5, floor.name());
    }
  }

  @Test
  void drawsTheOrderOfWhatIsAlike() {
    int[] order = PixelOrder.of(new Heatmap(1, 1, 3), type().shape());
    int first = 0;
    for (int i = 0; i < order.length / 2; i++) {
      first += order[i] < order.length / 2 ? 1 : 0;
    }
    // In raster order it were all of them.
    assertEquals(order.length / 4, first, order.length / 16);
    assertEquals(order.length, Arrays.stream(order).distinct().count());
  }

  @Test
  void refusesWhatDoesNotFit() {
    var curves = new PixelCurves(subject);
    HostBuffer small = HostBuffer.allocate(TensorType.f32(1, 1, 8, 8));
    assertThrows(FoveaException.class, () -> curves.deletion(small, right(), SEEN));
    assertThrows(FoveaException.class, () -> curves.steps(0));
    assertThrows(FoveaException.class, () -> new ProbabilityCurve(List.of(1.0)));
  }
}
