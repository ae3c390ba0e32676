package fovea.explain.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.explain.evaluation.LogProbabilities.Rows;
import fovea.graph.type.FoveaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private static Answer answer(double confidence, boolean correct) {
    return Answer.of(0, correct ? 0 : 1, confidence, 1 - confidence);
  }

  @Test
  void theErrorByHand() {
    List<Answer> answers =
        List.of(answer(0.55, true), answer(0.58, false), answer(0.95, true), answer(0.97, true));
    Calibration calibration = Calibration.of(answers, 10);
    assertEquals(2, calibration.bins().get(5).count());
    assertEquals(0.565, calibration.bins().get(5).confidence(), 1e-12);
    assertEquals(0.5, calibration.bins().get(5).accuracy(), 1e-12);
    assertEquals(2, calibration.bins().get(9).count());
    assertEquals(0, calibration.bins().get(0).count());
    assertEquals(0, calibration.bins().get(0).gap());
    assertEquals((2 * 0.065 + 2 * 0.04) / 4, calibration.expectedError(), 1e-12);
    assertEquals(0.065, calibration.maximumError(), 1e-12);
    assertEquals(4, calibration.count());
  }

  @Test
  void boundsBelongToTheBinBelow() {
    Calibration fifths = Calibration.of(List.of(answer(0.6, true), answer(1, true)), 5);
    assertEquals(List.of(0, 0, 1, 0, 1), fifths.bins().stream().map(b -> b.count()).toList());
    Calibration papers = Calibration.of(List.of(answer(12 / 15.0, true)));
    assertEquals(15, papers.bins().size());
    assertEquals(1, papers.bins().get(11).count());
  }

  @Test
  void nothingIsWellCalibrated() {
    assertEquals(0, Calibration.of(List.of()).expectedError());
    assertEquals(0, Calibration.of(List.of()).maximumError());
    assertThrows(FoveaException.class, () -> Calibration.of(List.of(), 0));
  }

  @Test
  void ranksAndEntropies() {
    Answer sure = Answer.of(3, 1, 0, 1, 0);
    assertEquals(new Answer(3, 1, 1, 1, 1, 1, 0), sure);
    Answer equal = Answer.of(0, 2, 0.25, 0.25, 0.25, 0.25);
    assertEquals(3, equal.rank());
    assertEquals(0, equal.predicted());
    assertEquals(2, equal.entropy(), 1e-12);
    assertThrows(FoveaException.class, () -> Answer.of(0, 2, 0.5, 0.5));
  }

  /** Logits that were multiplied by 3: their classes are drawn by what they were before. */
  @Test
  void temperatureUndoesAFactor() {
    Random random = new Random(5);
    int pictures = 4_000;
    var logits = new LogProbabilities(pictures, 3);
    for (int picture = 0; picture < pictures; picture++) {
      double[] plain = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
      double drawn = random.nextDouble();
      double[] shares = softmax(plain, 1);
      int truth = drawn < shares[0] ? 0 : drawn < shares[0] + shares[1] ? 1 : 2;
      logits.add(picture, truth, softmax(plain, 3));
    }
    Temperature temperature = Temperature.ofHalves(logits);
    assertEquals(3, temperature.value(), 0.4);
    assertTrue(temperature.before().expectedError() > 0.15, temperature.toString());
    assertTrue(temperature.after().expectedError() < 0.04, temperature.toString());
    assertEquals(2_000, temperature.after().count());
  }

  @Test
  void noTemperatureFitsWhatIsAllRightOrAllWrong() {
    var right = new LogProbabilities(4, 2);
    var wrong = new LogProbabilities(4, 2);
    for (int picture = 0; picture < 4; picture++) {
      right.add(picture, 0, 0.6, 0.4);
      wrong.add(picture, 1, 0.6, 0.4);
    }
    for (var logits : List.of(right, wrong, new LogProbabilities(1, 2))) {
      var e = assertThrows(FoveaException.class, () -> logits.fit(Rows.ALL));
      assertTrue(e.getMessage().contains("evaluate on more pictures"), e.getMessage());
    }
  }

  @Test
  void onePictureLeavesNoneToJudgeBy() {
    var one = new LogProbabilities(1, 3);
    one.add(0, 1, 0.6, 0.3, 0.1);
    assertThrows(FoveaException.class, () -> Temperature.ofHalves(one));
  }

  /** What was fitted on other pictures is judged by all. */
  @Test
  void temperatureOfOneSetIsJudgedByAnother() {
    var fitted = new LogProbabilities(9, 2);
    var judged = new LogProbabilities(7, 2);
    for (int picture = 0; picture < 9; picture++) {
      fitted.add(picture, picture % 3 == 0 ? 1 : 0, 0.9, 0.1);
    }
    for (int picture = 0; picture < 7; picture++) {
      judged.add(picture, picture == 0 ? 1 : 0, 0.9, 0.1);
    }
    Temperature temperature = Temperature.of("validation", fitted, judged);
    // Two thirds are right: the logits' difference log 9 becomes log 2.
    assertEquals(Math.log(9) / Math.log(2), temperature.value(), 1e-6);
    assertEquals(0.9 - 6 / 7.0, temperature.before().expectedError(), 1e-6);
    assertEquals(6 / 7.0 - 2 / 3.0, temperature.after().expectedError(), 1e-6);
    assertEquals("fitted on 9 validation pictures, judged by 7 others", temperature.basis());
  }

  @Test
  void keepsAPartOfMany() {
    var few = new LogProbabilities(100, 2, 50);
    List<Integer> kept = new ArrayList<>();
    for (int picture = 0; picture < 100; picture++) {
      few.add(picture, 0, 0.5, 0.5);
    }
    few.answers(Rows.EVEN, 1).forEach(answer -> kept.add(answer.picture()));
    assertEquals(25, few.count(Rows.ALL));
    assertEquals(List.of(0, 8, 16), kept.subList(0, 3));
  }

  private static double[] softmax(double[] logits, double factor) {
    double sum = 0;
    double[] shares = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      shares[i] = Math.exp(logits[i] * factor);
      sum += shares[i];
    }
    for (int i = 0; i < logits.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }
}
