package fovea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.InMemoryPictures;
import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Framing;
import fovea.data.pixels.PictureShape;
import fovea.data.sets.Data;
import fovea.graph.type.FoveaException;
import fovea.model.ModelCard;
import fovea.train.metric.Evaluation;
import fovea.zoo.Zoo;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelEvaluatorTest {
  private static final PictureSet DIGITS = Data.digits(Split.TEST, 60, 1);

  private static Model lenet() {
    return Models.create(Zoo.architecture("lenet5"), DIGITS, 1);
  }

  @Test
  void aNewModelFitsItsData() {
    Model model = lenet();
    assertEquals(DIGITS.classes(), model.classes());
    assertEquals("[1, 32, 32]", model.preprocessing().input().toString());
    assertEquals(2, model.preprocessing().padding());
    assertEquals("lenet5", model.card().blueprint().name());
    assertEquals(model.classify(DIGITS.picture(0), 3), lenet().classify(DIGITS.picture(0), 3));
  }

  @Test
  void aNetworkOfSmallerPicturesIsRefused() {
    var info =
        new DataInfo(
            "large", "large", new PictureShape(1, 40, 40), List.of("a", "b"), Framing.OBJECT);
    var large = new InMemoryPictures(info, MemorySegment.ofArray(new byte[1600]), new int[1]);
    FoveaException e =
        assertThrows(
            FoveaException.class, () -> Models.create(Zoo.architecture("lenet5"), large, 1));
    assertEquals(
        "lenet5: expected pictures that a border on all sides makes 32 × 32, found 40 × 40; choose"
            + " another network or other data",
        e.getMessage());
  }

  @Test
  void picturesAreCountedByTheirClasses() {
    Model model = lenet();
    Evaluation evaluation = model.evaluate(DIGITS);
    assertEquals(60, evaluation.n());
    int hits = 0;
    for (int i = 0; i < DIGITS.size(); i++) {
      hits += model.classify(DIGITS.picture(i), 1).best().index() == DIGITS.label(i) ? 1 : 0;
    }
    assertEquals(hits, evaluation.confusion().correct());
    assertEquals(hits / 60.0, evaluation.accuracy(), 1e-12);
  }

  @Test
  void itTellsHowFarItIsAndHowItComputes() {
    ModelEvaluator evaluator = ModelEvaluator.of(lenet(), DIGITS);
    List<Long> done = new ArrayList<>();
    evaluator.run((now, total) -> total == 60 && done.add(now));
    assertEquals(60, done.getLast());
    assertTrue(evaluator.plan().print().contains("[60, 1, 32, 32]"), evaluator.plan().print());
  }

  @Test
  void otherClassesAreRefused() {
    Model colors =
        Model.of(
            new ModelCard(
                lenet().card().blueprint(),
                List.of("blue", "red"),
                lenet().preprocessing(),
                lenet().card().provenance()),
            lenet().network());
    FoveaException e = assertThrows(FoveaException.class, () -> colors.evaluate(DIGITS));
    assertEquals(
        "expected the classes of the model (blue, red), found those of digits (0, 1, 2 …); choose"
            + " data with the same classes",
        e.getMessage());
  }
}
