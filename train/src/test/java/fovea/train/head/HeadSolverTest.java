package fovea.train.head;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.batch.Batch;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.layer.Linear;
import fovea.train.Features;
import fovea.train.HeadTrainer;
import fovea.train.task.Task;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadSolverTest {
  private static final int ROWS = 60;
  private static final int WIDTH = 6;

  /** Two layers. */
  private record Deep(Linear first, Linear second) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      return x.apply(first).relu().apply(second);
    }
  }

  /** Rows of noise whose first number tells the class, mostly, and is the number to learn. */
  private static Features features(DType targets, int outputs) {
    var random = new Random(7);
    var values = HostBuffer.allocate(new TensorType(Shape.of(ROWS, WIDTH), DType.F32));
    Shape shape = outputs == 0 ? Shape.of(ROWS) : Shape.of(ROWS, outputs);
    var answers = HostBuffer.allocate(new TensorType(shape, targets));
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < WIDTH; j++) {
        values.set((long) i * WIDTH + j, random.nextGaussian());
      }
      double first = values.at((long) i * WIDTH);
      double noisy = first + 0.7 * random.nextGaussian();
      for (int j = 0; j < Math.max(1, outputs); j++) {
        answers.set((long) i * Math.max(1, outputs) + j, noisy > 0 ? 1 : 0);
      }
    }
    SequencedMap<String, HostBuffer> in = new LinkedHashMap<>();
    in.put("features", values);
    SequencedMap<String, HostBuffer> out = new LinkedHashMap<>();
    out.put("target", answers);
    return new Features(new Batch(in, out));
  }

  private static Linear head(int outputs, long seed) {
    var head = new Linear(WIDTH, outputs);
    Parameters.initialize(head, seed);
    return head;
  }

  private static List<int[]> folds() {
    return IntStream.range(0, 5)
        .mapToObj(fold -> IntStream.range(0, ROWS).filter(i -> i % 5 == fold).toArray())
        .toList();
  }

  @Test
  void aLinearHeadHasOneMinimumWhereverItBegins() {
    Features features = features(DType.I32, 0);
    var first = head(2, 1);
    var second = head(2, 2);
    for (Linear head : List.of(first, second)) {
      new HeadSolver(head, Task.classification(), 0.05).fit(features);
    }
    assertArrayEquals(first.weight().value().doubles(), second.weight().value().doubles(), 5e-3);
    // The gradient of the loss is that of the penalty, in the other direction.
    var loss =
        new HeadLoss(first, Task.classification(), features, IntStream.range(0, ROWS).toArray());
    double[] gradient = new double[loss.parameters().length];
    loss.at(loss.parameters(), gradient);
    double[] weights = first.weight().value().doubles();
    for (int i = 0; i < weights.length; i++) {
      assertEquals(-0.05 * weights[i], gradient[i], 1e-3);
    }
  }

  @Test
  void crossValidationFindsAStrengthBetweenTheExtremes() {
    Features features = features(DType.I32, 0);
    var head = head(2, 1);
    double[] before = head.weight().value().doubles();
    var search = new PenaltySearch(head, Task.classification(), folds());
    PenaltySearch.Result found = search.run(features);
    assertArrayEquals(before, head.weight().value().doubles());
    assertEquals(found, search.run(features));
    double least = found.trials().stream().mapToDouble(PenaltySearch.Trial::loss).min().orElse(0);
    PenaltySearch.Trial chosen =
        found.trials().stream().filter(t -> t.strength() == found.strength()).findFirst().get();
    assertEquals(least, chosen.loss());
    assertTrue(least < found.trials().getFirst().loss());
    assertTrue(least < found.trials().getLast().loss());
  }

  @Test
  void allTasksAndDeepHeadsLearn() {
    Features labels = features(DType.F32, 1);
    for (Task task : List.of(Task.binary(), Task.regression())) {
      var deep = new Deep(new Linear(WIDTH, 8), new Linear(8, 1));
      Parameters.initialize(deep, 3);
      double before = HeadTrainer.of(deep).task(task).evaluate(labels).loss();
      double strength = new PenaltySearch(deep, task, folds()).run(labels).strength();
      new HeadSolver(deep, task, strength).fit(labels);
      double after = HeadTrainer.of(deep).task(task).evaluate(labels).loss();
      assertTrue(after < 0.8 * before, task + ": " + before + " to " + after);
    }
  }

  @Test
  void singleLossesHaveTheMeanOfAll() {
    Features outputs = features(DType.I32, 0);
    double[] losses = ExampleLosses.of(outputs, Task.classification());
    Layer same = x -> x;
    double mean = HeadTrainer.of(same).evaluate(outputs).loss();
    assertEquals(mean, Arrays.stream(losses).average().orElse(0), 1e-5);
  }

  @Test
  void foldsWithoutExamplesAreASentence() {
    var e =
        assertThrows(
            FoveaException.class,
            () -> new PenaltySearch(head(2, 1), Task.classification(), List.of(new int[] {1})));
    assertTrue(e.getMessage().contains("expected two folds or more"), e::getMessage);
    assertThrows(FoveaException.class, () -> new HeadSolver(head(2, 1), Task.classification(), -1));
  }
}
