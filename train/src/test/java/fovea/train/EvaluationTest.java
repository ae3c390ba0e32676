package fovea.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.Batches;
import fovea.graph.DType;
import fovea.graph.HostBuffer;
import fovea.graph.Shape;
import fovea.graph.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static HostBuffer scores(int rows, double... values) {
    return HostBuffer.of(TensorType.f32(rows, values.length / rows), values);
  }

  private static HostBuffer labels(double... values) {
    return HostBuffer.of(new TensorType(Shape.of(values.length), DType.I32), values);
  }

  @Test
  void countsHitsRanksAndConfusions() {
    Tally tally = new Tally();
    tally.add(scores(2, 5, 1, 2, 1, 2, 3), labels(0, 0), 1);
    tally.add(scores(1, 0, 2, 1), labels(2), 4);
    Evaluation evaluation = tally.total();
    assertEquals(3, evaluation.n());
    assertEquals(2, evaluation.loss(), 1e-12);
    assertEquals(List.of(1L, 1L, 1L), evaluation.ranks());
    assertEquals(1 / 3.0, evaluation.accuracy(), 1e-12);
    assertEquals(2 / 3.0, evaluation.topK(2), 1e-12);
    assertEquals(1, evaluation.topK(5), 1e-12);
    ConfusionMatrix confusion = evaluation.confusion();
    assertEquals(1, confusion.count(0, 0));
    assertEquals(1, confusion.count(0, 2));
    assertEquals(1, confusion.count(2, 1));
    assertEquals(1, confusion.correct());
    assertEquals(0.5, confusion.recall(0));
    assertEquals(0, confusion.recall(1));
  }

  @Test
  void equalScoresRankByIndexAndNoNumbersComeLast() {
    Tally tally = new Tally();
    tally.add(scores(2, 1, 1, 1, 1, 1, 1), labels(0, 1), 0);
    tally.add(scores(1, Double.NaN, 0, 1), labels(0), 0);
    assertEquals(List.of(1L, 1L, 1L), tally.total().ranks());
  }

  @Test
  void nothingGivesZeros() {
    Evaluation evaluation = new Tally().total();
    assertEquals(0, evaluation.n());
    assertEquals(0, evaluation.accuracy());
    assertEquals(0, evaluation.loss());
  }

  @Test
  void evaluatorAgreesWithThePredictor() {
    Tiny.Net net = Tiny.net();
    Batches batches = new Batches(Tiny.train().data(), Tiny.train().preprocessing(), 30);
    Evaluation evaluation =
        Tiny.onReference(() -> Evaluator.of(net, Criterion.crossEntropy()).run(batches));
    Examples examples = Tiny.examples();
    List<List<Predictor.Guess>> guesses =
        Tiny.onReference(() -> Predictor.of(net).top(3, examples.images()));
    int hits = 0;
    for (int i = 0; i < 100; i++) {
      assertEquals(3, guesses.get(i).size());
      assertTrue(guesses.get(i).get(0).probability() >= guesses.get(i).get(1).probability());
      hits += guesses.get(i).getFirst().index() == (int) examples.labels().at(i) ? 1 : 0;
    }
    assertEquals(hits / 100.0, evaluation.accuracy(), 1e-12);
    assertTrue(evaluation.loss() > 0.5 && evaluation.loss() < 4, "loss " + evaluation.loss());
  }

  @Test
  void anEvaluationCanBeCutShort() {
    Evaluator evaluator =
        Tiny.onReference(() -> Evaluator.of(Tiny.net(), Criterion.crossEntropy()));
    assertEquals(25, evaluator.run(Tiny.test(), (_, _) -> false).n());
    assertEquals(60, evaluator.run(Tiny.test()).n());
  }
}
