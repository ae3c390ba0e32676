package fovea.explain.maximize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.ChannelOrder;
import fovea.data.pixels.Normalization;
import fovea.explain.Networks;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.WorkProgress;
import fovea.explain.parametrization.Pixels;
import fovea.graph.Tensor;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import fovea.nn.Layer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MaximizerTest {
  private static final int SIZE = 20;
  private static final Objective EDGE = Objective.channel("maps", 0);

  /** An upright edge and a level one, 7 × 7, bright on one side and dark on the other. */
  private static double edge(int channel, int row, int column) {
    int along = channel == 0 ? row : column;
    int across = channel == 0 ? column : row;
    return Math.sin(2 * Math.PI * (across - 3) / 7.0) * Math.exp(-(along - 3) * (along - 3) / 8.0);
  }

  /** Looks for the edges, with {@code bias} added before the ReLU. */
  private static Layer edges(double bias) {
    double[] kernels = new double[98];
    for (int i = 0; i < kernels.length; i++) {
      kernels[i] = edge(i / 49, i % 49 / 7, i % 7);
    }
    Tensor weight = Tensor.of(HostBuffer.of(TensorType.f32(2, 1, 7, 7), kernels));
    return x -> ForwardPass.name("maps", x.conv2d(weight).add(bias).relu()).mean(2, 3);
  }

  private static Maximizer maximizer(double bias, Maximization settings) {
    ExplainedNetwork subject = ExplainedNetwork.of(edges(bias), TensorType.f32(1, 1, SIZE, SIZE));
    return Maximizer.of(subject, Normalization.unit(1), settings);
  }

  /** How well the part of a picture that the middle unit sees agrees with a kernel. */
  private static double correlation(MaximizedInput found, int channel) {
    int from = (SIZE - 6) / 2;
    double[] seen = new double[49];
    double mean = 0;
    for (int i = 0; i < 49; i++) {
      seen[i] = found.values().at((long) (from + i / 7) * SIZE + from + i % 7);
      mean += seen[i] / 49;
    }
    double product = 0;
    double squares = 0;
    double kernel = 0;
    for (int i = 0; i < 49; i++) {
      double weight = edge(channel, i / 7, i % 7);
      product += weight * (seen[i] - mean);
      squares += (seen[i] - mean) * (seen[i] - mean);
      kernel += weight * weight;
    }
    return product / Math.sqrt(squares * kernel);
  }

  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"CPU", "REFERENCE"})
  void findsAPlantedEdge(Device device) {
    device.use(
        () -> {
          var settings = Maximization.of().views(RobustViews.none()).steps(60);
          List<MaximizedInput> found =
              maximizer(0, settings)
                  .run(List.of(Objective.unit("maps", 0), Objective.unit("maps", 1)));
          for (int channel = 0; channel < 2; channel++) {
            MaximizedInput input = found.get(channel);
            assertTrue(correlation(input, channel) > 0.85, () -> "" + correlation(input, 0));
            assertTrue(Math.abs(correlation(input, 1 - channel)) < 0.4);
            assertEquals(60, input.course().size());
            assertTrue(input.reached() > 5 * Math.abs(input.course().getFirst()));
          }
          return 0;
        });
  }

  @Test
  void findsWhatIsOffAtFirst() {
    MaximizedInput found = maximizer(-0.5, Maximization.of().steps(80)).run(EDGE);
    assertEquals(0, found.course().getFirst());
    assertTrue(found.reached() > 0.1, () -> "" + found.course());
  }

  @Test
  void repeatsBySeed() {
    var settings = Maximization.of().steps(12);
    float[] first = maximizer(0, settings).run(EDGE).values().floats();
    Maximizer again = maximizer(0, settings);
    assertArrayEquals(first, again.run(EDGE).values().floats());
    assertArrayEquals(first, again.run(EDGE).values().floats());
    assertNotEquals(first[3], maximizer(0, settings.seed(1)).run(EDGE).values().floats()[3]);
    List<MaximizedInput> batch = again.run(List.of(Objective.channel("maps", 1), EDGE));
    assertArrayEquals(first, batch.getLast().values().floats(), 1e-3f);
  }

  @Test
  void wantsLessOfTheNegative() {
    var settings = Maximization.of().steps(30);
    Objective both = EDGE.plus(1, -0.5);
    MaximizedInput most = maximizer(0, settings).run(both);
    MaximizedInput least = maximizer(0, settings).run(both.negative());
    assertTrue(most.reached() > 0 && least.reached() > 0);
    assertEquals("maps, channel 0 + -0.5 × 1", both.title());
  }

  @Test
  void penaltiesTakeAwayWhatTheyAreFor() {
    var settings = Maximization.of().parametrization(new Pixels(0.5)).steps(40);
    for (Penalty penalty : Penalty.values()) {
      double without = measured(penalty, maximizer(0, settings).run(EDGE));
      double with = measured(penalty, maximizer(0, settings.penalty(penalty, 50)).run(EDGE));
      assertTrue(with < 0.7 * without, () -> penalty + ": " + with + " against " + without);
    }
    assertEquals(Penalty.TOTAL_VARIATION, Penalty.named("total-variation"));
    String unknown =
        assertThrows(FoveaException.class, () -> Penalty.named("total-varaition")).getMessage();
    assertTrue(unknown.contains("did you mean total-variation"), unknown);
    assertThrows(FoveaException.class, () -> settings.penalty(Penalty.L1, -1));
  }

  private static double measured(Penalty penalty, MaximizedInput input) {
    Tensor picture = Tensor.of(input.values()).reshape(1, 1, SIZE, SIZE);
    return penalty.of(picture).item();
  }

  @Test
  void penaltiesAreMeans() {
    Tensor picture = Tensor.of(Shape.of(1, 1, 2, 2), 0.5f, 1f, 0.5f, 0.5f);
    assertEquals(0.125, Penalty.L1.of(picture).item(), 1e-6);
    assertEquals(0.0625, Penalty.L2.of(picture).item(), 1e-6);
    assertEquals(0.5, Penalty.TOTAL_VARIATION.of(picture).item(), 1e-6);
    // Of the one bright value 4/16 stays, 2/16 goes beside and 1/16 to the corner.
    double lost = 0.5 * (0.375 * 0.375 + 2 * 0.0625 * 0.0625 + 0.03125 * 0.03125) / 4;
    assertEquals(lost, Penalty.BLUR.of(picture).item(), 1e-6);
  }

  @Test
  void learnsPhasesFromCrops() {
    var settings = Maximization.maco().views(new RandomCrops(4, 0.5, 0.5, 0.04)).steps(40);
    MaximizedInput found = maximizer(0, settings).run(EDGE);
    assertEquals(80, found.picture().shape().height());
    assertTrue(
        found.course().subList(30, 40).stream().mapToDouble(x -> x).average().orElse(0)
            > found.course().subList(0, 3).stream().mapToDouble(x -> x).average().orElse(0));
    assertTrue(found.transparency().max() > 0);
  }

  @Test
  void drivesScoresOfAModelAndTellsHowFarItIs() {
    var model = Networks.model(List.of("cat", "dog", "cow"));
    List<Long> told = new ArrayList<>();
    List<Objective> classes =
        List.of(Objective.score(0), Objective.score(2), Objective.channel("0", 3));
    List<MaximizedInput> found =
        ((WorkProgress) (done, all) -> told.add(100 * done + all))
            .hear(() -> Maximizer.of(model, Maximization.of().steps(5)).run(classes));
    assertEquals(10, told.size());
    assertEquals(1010, told.getLast());
    assertEquals(classes, found.stream().map(MaximizedInput::objective).toList());
    assertTrue(found.getFirst().reached() > found.getFirst().course().getFirst());
    assertEquals(3, found.getFirst().predictions(model, 3).predictions().size());
  }

  @Test
  void normalizesAsTheModelDoes() {
    Normalization values =
        new Normalization(
            ChannelOrder.BGR, 1 / 255.0, List.of(0.1, 0.2, 0.3), List.of(0.5, 1.0, 2.0));
    Tensor colors = Tensor.of(Shape.of(1, 3, 1, 1), 0.9f, 0.5f, 0.4f);
    assertArrayEquals(
        new float[] {0.6f, 0.3f, 0.3f}, NetworkInput.of(colors, values).floats(), 1e-6f);
  }

  @Test
  void namesWhatIsWrong() {
    Maximizer maximizer = maximizer(0, Maximization.of().steps(1));
    assertMessage("expected 0 to 1, found 2", maximizer, Objective.channel("maps", 2));
    assertMessage("expected 0 to 1, found -1", maximizer, Objective.score(-1));
    assertMessage("did you mean maps", maximizer, Objective.unit("map", 0));
    Objective far = Objective.unit("maps", 0).part(new Objective.Place("maps", 99, 0));
    assertMessage("found row 99", maximizer, far);
    assertThrows(FoveaException.class, () -> Maximization.of().steps(0));
    assertThrows(FoveaException.class, () -> Maximization.of().size(5_000));
  }

  private static void assertMessage(String part, Maximizer maximizer, Objective objective) {
    String message =
        assertThrows(FoveaException.class, () -> maximizer.run(objective)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
