package fovea.explain.adversarial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.activation.Relu;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.train.Trainer;
import fovea.train.adversarial.AdversarialTraining;
import fovea.train.adversarial.Fgsm;
import fovea.train.adversarial.Pgd;
import fovea.train.optim.AdamW;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RobustnessTest {
  private static final PictureSet LEARNED = Data.digits(Split.TRAIN, 1_500, 1);
  private static final PictureSet TESTED = Data.digits(Split.TEST, 200, 2);
  private static final List<Double> EPSILONS = List.of(0.05, 0.1, 0.2);

  private static Model trained(UnaryOperator<Trainer> change) {
    Layer network =
        Sequential.of(
            new Conv2d(1, 12, 5).stride(2), new Relu(), new Flatten(), new Linear(1_728, 10));
    Parameters.initialize(network, 2);
    var examples = new DataLoader(LEARNED, Preprocessing.plain(LEARNED.info()), 50).shuffle(3);
    Trainer trainer = Trainer.of(network).optimizer(new AdamW(2e-3)).epochs(5).seed(1);
    return Model.of(change.apply(trainer).fit(examples));
  }

  private static RobustnessCurve curve(Model model) {
    return Robustness.of(model).epsilons(EPSILONS).of(TESTED);
  }

  @Test
  void pgdIsStrongerThanFgsmAndAdversarialTrainingWithstandsBoth() {
    Model plain = trained(trainer -> trainer);
    RobustnessCurve first = curve(plain);
    assertEquals(plain.evaluate(TESTED).accuracy(), first.clean(), 1e-9);
    assertEquals(200, first.pictures());
    RobustnessCurve second =
        curve(trained(each -> each.adversarial(new AdversarialTraining(new Fgsm(0.15)))));
    for (int i = 0; i < EPSILONS.size(); i++) {
      double fgsm = first.attacks().get(0).accuracies().get(i);
      double pgd = first.attacks().get(1).accuracies().get(i);
      assertTrue(pgd <= fgsm, "epsilon " + EPSILONS.get(i) + ": " + first);
      double trained = second.attacks().get(1).accuracies().get(i);
      assertTrue(trained > pgd + 0.05, "plain " + first + ", trained " + second);
    }
    assertEquals("PGD, 10 steps", first.attacks().get(1).name());
    assertTrue(first.chart().figure().width() > 400);
    assertEquals(first, curve(plain));
  }

  @Test
  void whatHasNoMeaningIsAnError() {
    Model model = trained(trainer -> trainer.epochs(1));
    Robustness robustness = Robustness.of(model).attacks(List.of(new Pgd().steps(1)));
    assertThrows(FoveaException.class, () -> robustness.epsilons(List.of()));
    assertThrows(FoveaException.class, () -> robustness.epsilons(List.of(0.2, 0.1)));
    assertThrows(FoveaException.class, () -> robustness.epsilons(List.of(0.1, 1.5)).of(TESTED));
  }
}
