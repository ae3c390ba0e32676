package fovea.train.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.batch.Batch;
import fovea.graph.type.FoveaException;
import fovea.train.Evaluator;
import fovea.train.Tiny;
import fovea.train.predict.Predictor;
import fovea.train.task.Task;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  @Test
  void evaluatorAgreesWithThePredictor() {
    Tiny.Net net = Tiny.net();
    Task task = Task.classification().measuring(Metric.topK(2), Metric.confusion());
    DataLoader batches = new DataLoader(Tiny.plain(), 30);
    Evaluation evaluation = Tiny.onReference(() -> Evaluator.of(net, task).run(batches));
    Batch examples = Tiny.examples();
    List<List<Predictor.ClassProbability>> predictions =
        Tiny.onReference(() -> Predictor.of(net).top(3, examples.input()));
    int correct = 0;
    int amongTwo = 0;
    long[][] confusion = new long[4][4];
    for (int i = 0; i < 100; i++) {
      assertEquals(3, predictions.get(i).size());
      assertTrue(
          predictions.get(i).get(0).probability() >= predictions.get(i).get(1).probability());
      int label = (int) examples.target().at(i);
      correct += predictions.get(i).getFirst().index() == label ? 1 : 0;
      amongTwo += predictions.get(i).stream().limit(2).anyMatch(g -> g.index() == label) ? 1 : 0;
      confusion[label][predictions.get(i).getFirst().index()]++;
    }
    assertEquals(correct / 100.0, evaluation.accuracy(), 1e-12);
    assertEquals(amongTwo / 100.0, evaluation.metric("top2"), 1e-12);
    for (int truth = 0; truth < 4; truth++) {
      for (int predicted = 0; predicted < 4; predicted++) {
        assertEquals(confusion[truth][predicted], evaluation.confusion().count(truth, predicted));
      }
    }
    assertTrue(evaluation.loss() > 0.5 && evaluation.loss() < 4, "loss " + evaluation.loss());
  }

  @Test
  void aMatrixTellsWhichClassesAreMixedUp() {
    var matrix = new ConfusionMatrix(3, new long[] {7, 2, 2, 0, 5, 1, 0, 0, 0});
    assertEquals(OptionalInt.of(1), matrix.mostOftenTakenFor(0));
    assertEquals(OptionalInt.of(2), matrix.mostOftenTakenFor(1));
    assertEquals(OptionalInt.empty(), matrix.mostOftenTakenFor(2));
  }

  @Test
  void whatWasNotMeasuredIsSaid() {
    Evaluation evaluation =
        Tiny.onReference(() -> Evaluator.of(Tiny.net(), Task.classification()).run(Tiny.test()));
    assertThrows(FoveaException.class, evaluation::confusion);
    FoveaException e = assertThrows(FoveaException.class, () -> evaluation.metric("f1"));
    assertTrue(e.getMessage().startsWith("expected loss or one of [accuracy], found f1; "));
  }

  @Test
  void anEvaluationCanBeCutShort() {
    Evaluator evaluator = Tiny.onReference(() -> Evaluator.of(Tiny.net(), Task.classification()));
    assertEquals(25, evaluator.run(Tiny.test(), (_, _) -> false).n());
    assertEquals(60, evaluator.run(Tiny.test()).n());
  }
}
