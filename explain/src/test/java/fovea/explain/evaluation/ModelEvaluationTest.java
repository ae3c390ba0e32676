package fovea.explain.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.pixels.DataException;
import fovea.data.sets.Data;
import fovea.graph.type.FoveaException;
import fovea.train.metric.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelEvaluationTest {

  /** Six pictures: left twice right and once taken for right; middle once for left; right sure. */
  private static ModelEvaluation planted() {
    PictureSet pictures =
        Planted.pictures(
            new int[] {0, 0, 0, 1, 2, 2},
            255,
            0,
            0, //
            255,
            128,
            0, //
            0,
            0,
            255, //
            200,
            180,
            0, //
            0,
            0,
            255, //
            100,
            100,
            100);
    return ModelEvaluation.of(Planted.model(), pictures);
  }

  @Test
  void countsWhatIsTakenForWhat() {
    ModelEvaluation evaluation = planted();
    ConfusionMatrix confusion = evaluation.confusion();
    assertEquals(2, confusion.count(0, 0));
    assertEquals(1, confusion.count(0, 2));
    assertEquals(1, confusion.count(1, 0));
    assertEquals(1, confusion.count(2, 0)); // all equal: the first
    assertEquals(1, confusion.count(2, 2));
    assertEquals(3 / 6.0, evaluation.accuracy(), 1e-12);
    assertEquals(1, evaluation.top5());
    ClassScore left = evaluation.scores().getFirst();
    assertEquals(0.5, left.precision());
    assertEquals(2 / 3.0, left.recall(), 1e-12);
    assertEquals(4 / 7.0, left.f1(), 1e-12);
    assertEquals(3, left.support());
    assertEquals(new ClassScore("middle", 0, 0, 0, 1), evaluation.scores().get(1));
    assertEquals(
        List.of(0, 1, 2), evaluation.confused(3).stream().map(pair -> pair.truth()).toList());
  }

  @Test
  void findsThePicturesBehind() {
    ModelEvaluation evaluation = planted();
    assertEquals(List.of(0, 1), indices(evaluation.behind(0, 0, 9)));
    assertEquals(List.of(0), indices(evaluation.behind(0, 0, 1)));
    assertEquals(List.of(), indices(evaluation.behind(1, 2, 9)));
    assertEquals(List.of(2, 3, 5), indices(evaluation.worst(9)).stream().sorted().toList());
    assertEquals(2, evaluation.worst(1).getFirst().picture());
    assertEquals(5, evaluation.mostUncertain(1).getFirst().picture());
    assertEquals(Math.log(3) / Math.log(2), evaluation.mostUncertain(1).getFirst().entropy(), 1e-6);
  }

  @Test
  void equalAnswersStayInTheirOrder() {
    PictureSet same = Planted.pictures(new int[] {1, 1, 1}, 255, 0, 0, 255, 0, 0, 255, 0, 0);
    ModelEvaluation evaluation = ModelEvaluation.of(Planted.model(), same);
    assertEquals(List.of(0, 1, 2), indices(evaluation.worst(3)));
    assertEquals(List.of(0, 1, 2), indices(evaluation.mostUncertain(3)));
  }

  @Test
  void drawsWhatItFound() {
    var figures = planted().figures();
    assertEquals(
        List.of("confusion", "confusion-pictures", "worst-errors", "most-uncertain", "calibration"),
        List.copyOf(figures.sequencedKeySet()));
    String worst = figures.get("worst-errors").svg();
    assertTrue(worst.contains("left 0.0 %"), worst);
    assertTrue(figures.get("confusion-pictures").svg().contains("middle"));
    assertTrue(figures.get("calibration").svg().contains("expected calibration error"));
    PictureSet right = Planted.pictures(new int[] {0}, 255, 0, 0);
    var none = ModelEvaluation.of(Planted.model(), right).figures();
    assertTrue(!none.containsKey("worst-errors") && none.containsKey("calibration"));
  }

  @Test
  void thePageHasThePicturesBehindTheCells() {
    ModelEvaluation evaluation = planted();
    String html = evaluation.page().html();
    for (String text :
        List.of("left taken for right: 1", "Worst errors", "picture 5", "50.00 %", "planted")) {
      assertTrue(html.contains(text), text);
    }
    assertTrue(evaluation.page(evaluation.temperature()).html().contains("logits divided by"));
  }

  @Test
  void tellsHowFarItIs() {
    List<Long> done = new ArrayList<>();
    PictureSet pictures = Planted.pictures(new int[] {0}, 255, 0, 0);
    ModelEvaluation.of(Planted.model(), pictures, (now, total) -> done.add(now * 10 + total));
    assertEquals(List.of(11L), done);
  }

  @Test
  void refusesWhatDoesNotFit() {
    PictureSet digits = Data.digits(Split.TEST, 20, 1);
    assertThrows(FoveaException.class, () -> ModelEvaluation.of(Planted.model(), digits));
    PictureSet none = Planted.pictures(new int[] {0}, 255, 0, 0).first(0);
    assertThrows(DataException.class, () -> ModelEvaluation.of(Planted.model(), none));
  }

  private static List<Integer> indices(List<Answer> answers) {
    return answers.stream().map(Answer::picture).toList();
  }
}
