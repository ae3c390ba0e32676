package fovea.explain.adversarial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.Preprocessing;
import fovea.data.augment.CounterRandom;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.explain.ExplainedPicture;
import fovea.explain.Networks;
import fovea.explain.network.ClassTarget;
import fovea.format.JsonObject;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import fovea.hub.PictureInput;
import fovea.hub.PredictionKind;
import fovea.model.Blueprint;
import fovea.model.ModelCard;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.report.picture.Bitmap;
import fovea.train.adversarial.Attack;
import fovea.train.adversarial.Fgsm;
import fovea.train.adversarial.Pgd;
import fovea.train.task.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdversarialExamplesTest {
  private static final List<String> CLASSES = List.of("a", "b", "c");
  private static final int SIZE = Networks.SIZE;

  private static Picture picture(int seed) {
    byte[] pixels = new byte[3 * SIZE * SIZE];
    var random = new CounterRandom(seed, 0, 0);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt(256);
    }
    return new Picture(new PictureShape(3, SIZE, SIZE), pixels);
  }

  private static double probability(ExplainedPicture picture, String name) {
    return picture.probability(new ClassTarget(name, 0));
  }

  private static Model linear(Task task, int outputs, List<String> classes) {
    Layer net =
        Sequential.of(new Conv2d(3, 4, 3).stride(2), new Flatten(), new Linear(196, outputs));
    Parameters.initialize(net, 3);
    var training = JsonObject.empty().with("task", Task.codecs().write(task));
    var card =
        new ModelCard(
            Blueprint.custom(),
            classes,
            Preprocessing.imagenet(SIZE, SIZE),
            JsonObject.empty().with("training", training));
    return Model.of(card, net);
  }

  @Test
  void thePredictedClassGetsLessLikely() {
    var examples = AdversarialExamples.of(Networks.model(CLASSES));
    for (Attack attack : List.of(new Fgsm(0.05), new Pgd(0.05))) {
      AdversarialExample example = examples.attack(attack).of(PictureInput.of(picture(1)));
      String name = example.first().name();
      double before = probability(example.before(), name);
      double after = probability(example.after(), name);
      assertTrue(after < before, attack + ": from " + before + " to " + after);
      assertEquals(0.05, example.noise().largest(), 1e-6);
      assertEquals(!example.second().name().equals(name), example.isFooled());
    }
  }

  @Test
  void aTargetGetsLikelier() {
    var examples = AdversarialExamples.of(Networks.model(CLASSES)).attack(new Pgd(0.05));
    for (String name : CLASSES) {
      AdversarialExample example = examples.target(name).of(PictureInput.of(picture(2)));
      double before = probability(example.before(), name);
      double after = probability(example.after(), name);
      assertTrue(after > before, name + ": from " + before + " to " + after);
      assertEquals(example.second().name().equals(name), example.isFooled());
    }
    assertThrows(FoveaException.class, () -> examples.target("d"));
  }

  /** Of 13 of 255, what is saved keeps bytes that are no further away. */
  @Test
  void theSavedPictureIsNearTheFirstOne() {
    AdversarialExample example =
        AdversarialExamples.of(Networks.model(CLASSES))
            .attack(new Fgsm(0.05))
            .of(PictureInput.of(picture(3)));
    byte[] before = example.before().shown().pixels();
    byte[] saved = example.saved().shown().pixels();
    int most = 0;
    for (int i = 0; i < before.length; i++) {
      most = Math.max(most, Math.abs((before[i] & 0xFF) - (saved[i] & 0xFF)));
    }
    assertEquals(13, most);
    Bitmap noise = example.noisePicture();
    assertEquals(SIZE, noise.width());
    assertEquals(10, example.magnification(), 1e-9);
  }

  @Test
  void twoClassesOfOneNumberAreAttackedBothWays() {
    Model model = linear(Task.binary(), 1, List.of("no", "yes"));
    assertEquals(PredictionKind.BINARY, model.kind());
    var examples = AdversarialExamples.of(model).attack(new Fgsm(0.1));
    for (String name : List.of("no", "yes")) {
      AdversarialExample example = examples.target(name).of(PictureInput.of(picture(4)));
      assertTrue(probability(example.after(), name) > probability(example.before(), name), name);
    }
    AdversarialExample away = examples.of(PictureInput.of(picture(4)));
    assertTrue(probability(away.after(), away.first().name()) < away.first().probability(), "away");
  }

  @Test
  void theLikeliestLabelIsAttackedOfSeveral() {
    Model model = linear(Task.multiLabel(), 3, CLASSES);
    assertEquals(PredictionKind.MULTI_LABEL, model.kind());
    AdversarialExample example =
        AdversarialExamples.of(model).attack(new Fgsm(0.1)).of(PictureInput.of(picture(5)));
    assertTrue(
        probability(example.after(), example.first().name()) < example.first().probability());
  }

  @Test
  void aModelOfNumbersIsRefused() {
    Model model = linear(Task.regression(), 1, List.of("age"));
    var e = assertThrows(FoveaException.class, () -> AdversarialExamples.of(model));
    assertTrue(e.getMessage().contains("found one of numbers"), e.getMessage());
  }

  @Test
  void theSameSeedGivesTheSameNoise() {
    var examples =
        AdversarialExamples.of(Networks.model(CLASSES))
            .attack(new Pgd(0.1).steps(1).stepSize(0.01));
    PictureInput input = PictureInput.of(picture(6));
    double[] first = examples.of(input).noise().values().doubles();
    assertEquals(first[5], examples.of(input).noise().values().at(5));
    assertNotEquals(first[5], examples.seed(7).of(input).noise().values().at(5));
    assertTrue(examples.of(List.of()).isEmpty());
  }

  @Test
  void savesAFigure(@TempDir Path folder) {
    Path file = folder.resolve("example.svg");
    AdversarialExamples.of(Networks.model(CLASSES)).of(PictureInput.of(picture(7))).save(file);
    assertTrue(Files.exists(file));
  }
}
