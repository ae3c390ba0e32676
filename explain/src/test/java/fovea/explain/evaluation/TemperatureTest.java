package fovea.explain.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.explain.evaluation.LogProbabilities.Rows;
import fovea.hub.Model;
import fovea.hub.Models;
import fovea.train.Trainer;
import fovea.train.optim.Sgd;
import fovea.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemperatureTest {

  /** Networks that have learned few digits by heart are surer than right. */
  @ParameterizedTest
  @CsvSource({"softmax, 300, 30", "lenet5, 200, 25", "mlp, 200, 15"})
  void lowersTheErrorOfWhatLearnedByHeart(String network, int examples, int epochs) {
    PictureSet digits = Data.digits(Split.TRAIN, examples, 3);
    Model model = Models.create(Zoo.architecture(network), digits, 1);
    Trainer.of(model.network())
        .optimizer(new Sgd(0.05).momentum(0.9))
        .epochs(epochs)
        .seed(1)
        .fit(new DataLoader(digits, model.preprocessing(), 20).seed(1));
    var evaluation = ModelEvaluation.of(model, Data.digits(Split.TEST, 1_000, 5));
    Temperature fitted = evaluation.temperature();
    double before = fitted.before().expectedError();
    double after = fitted.after().expectedError();
    assertTrue(
        after < before && fitted.value() > 1,
        network + ": " + fitted.value() + ", " + before + " to " + after);
    assertEquals(500, fitted.after().count());
    assertEquals(new Temperature.Fit(Temperature.HALF, 500), fitted.fit());
  }

  /** The error by the definition, without bins of our own. */
  @Test
  void expectedErrorIsTheMeanGapOfFifteenBins() {
    PictureSet digits = Data.digits(Split.TEST, 200, 5);
    Model model = Models.create(Zoo.architecture("softmax"), digits, 1);
    List<Answer> answers = ModelEvaluation.of(model, digits).answers();
    double expected = 0;
    for (int bin = 1; bin <= 15; bin++) {
      double low = (bin - 1) / 15.0;
      double high = bin / 15.0;
      double gap = 0;
      for (Answer answer : answers) {
        if (answer.confidence() > low && answer.confidence() <= high) {
          gap += answer.confidence() - (answer.isCorrect() ? 1 : 0);
        }
      }
      expected += Math.abs(gap) / answers.size();
    }
    assertEquals(expected, Calibration.of(answers).expectedError(), 1e-12);
    assertTrue(expected > 0.01, "nothing to measure");
  }

  /** The loss at the fitted temperature is below that at temperatures around it. */
  @Test
  void theFitIsTheLowestLoss() {
    var logits = new LogProbabilities(60, 2);
    for (int picture = 0; picture < 60; picture++) {
      double sure = 0.6 + 0.38 * (picture % 10) / 10;
      logits.add(picture, picture % 7 == 0 ? 1 : 0, sure, 1 - sure);
    }
    double best = logits.fit(Rows.EVEN);
    double least = loss(logits, best);
    for (double factor : new double[] {0.5, 0.9, 0.99, 1.01, 1.1, 2}) {
      assertTrue(loss(logits, factor * best) > least, best + " × " + factor);
    }
  }

  private static double loss(LogProbabilities logits, double temperature) {
    return logits.answers(Rows.EVEN, temperature).stream()
        .mapToDouble(answer -> -Math.log(answer.truthProbability()))
        .sum();
  }
}
