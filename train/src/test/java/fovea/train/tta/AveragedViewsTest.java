package fovea.train.tta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.data.pixels.PictureShape;
import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.train.Evaluator;
import fovea.train.Tiny;
import fovea.train.predict.Predictor;
import fovea.train.task.Task;
import fovea.train.task.TaskKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class AveragedViewsTest {
  private static final PictureShape INPUT = new PictureShape(1, 1, 2);

  /** The pixels are the logits. */
  private static final Layer PIXELS = x -> x.flatten(1);

  private static final TestTimeAugment FLIP = new FlipViews();

  private static float[] answer(Layer network, float... logits) {
    Tensor x = Tensor.of(Shape.of(1, 1, 1, 2), logits);
    return Tiny.onReference(() -> x.apply(network).floats());
  }

  @Test
  void logitsAreAveragedByTheirWeights() {
    TestTimeAugment thrice =
        (x, _) -> List.of(new TestView(x, 3), new TestView(PixelOrder.mirrored(x)));
    Layer network = new AveragedViews(PIXELS, thrice, INPUT).average(ViewAverage.LOGITS);
    assertArrayEquals(new float[] {2, 6}, answer(network, 0, 8), 1e-6f);
  }

  @Test
  void probabilitiesOfClassesAreAveraged() {
    Layer network = new AveragedViews(PIXELS, (x, _) -> views(x), INPUT);
    // The softmax of (0, 2) and of (2, 0, doubled), whose mean it is.
    double first = (1 / (1 + Math.exp(2)) + 1 / (1 + Math.exp(4))) / 2;
    float[] logits = answer(network, 0, 2);
    assertEquals(first, 1 / (1 + Math.exp((double) logits[1] - logits[0])), 1e-6);
  }

  private static List<TestView> views(Tensor x) {
    return List.of(new TestView(x), new TestView(x.mul(2)));
  }

  @Test
  void probabilitiesOfLabelsAreAveragedEachByItself() {
    Layer network = new AveragedViews(PIXELS, FLIP, INPUT).kind(TaskKind.LABELS);
    double mean = (1 / (1 + Math.exp(-1)) + 1 / (1 + Math.exp(3))) / 2;
    float[] logits = answer(network, 1, -3);
    assertEquals(mean, 1 / (1 + Math.exp(-logits[0])), 1e-6);
    assertEquals(logits[0], logits[1]);
  }

  @Test
  void sureAnswersStayFinite() {
    float[] classes = answer(new AveragedViews(PIXELS, FLIP, INPUT), 1000, -1000);
    assertArrayEquals(new float[] {(float) Math.log(0.5), (float) Math.log(0.5)}, classes, 1e-6f);
    Layer labels = new AveragedViews(PIXELS, FLIP, INPUT).kind(TaskKind.LABELS);
    assertArrayEquals(new float[2], answer(labels, 1000, -1000), 1e-3f);
  }

  @Test
  void takesThePlaceOfTheNetworkInEvaluationAndPrediction() {
    var net = Tiny.net();
    var preprocessing = Tiny.preprocessing();
    var augment = new ShiftViews();
    var averaged = new AveragedViews(net, augment, preprocessing.input());
    assertEquals(Parameters.of(net).keySet(), Parameters.of(averaged).keySet());
    HostBuffer one = HostBuffer.allocate(TensorType.f32(1, 1, 6, 6));
    one.set(0, 1);
    HostBuffer probabilities =
        Tiny.onReference(() -> Predictor.of(averaged, preprocessing).probabilities(one));
    double[] expected = new double[4];
    Tensor x = Tensor.of(one);
    for (TestView view : augment.views(x, preprocessing.input())) {
      float[] logits = Tiny.onReference(() -> view.pictures().apply(net).floats());
      for (int i = 0; i < logits.length; i++) {
        expected[i] += logits[i] * view.weight() / 8;
      }
    }
    float[] logs = new float[expected.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = (float) (Math.log(probabilities.at(i)) - Math.log(probabilities.at(0)));
      expected[i] -= i == 0 ? 0 : expected[0];
    }
    expected[0] = 0;
    for (int i = 0; i < logs.length; i++) {
      assertEquals(expected[i], logs[i], 1e-4);
    }
    var evaluation =
        Tiny.onReference(() -> Evaluator.of(averaged, Task.classification()).run(Tiny.test()));
    assertEquals(60, evaluation.n());
  }
}
