package fovea.hub.distill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.pixels.Framing;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import fovea.data.sets.Data;
import fovea.format.JsonObject;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.hub.Model;
import fovea.hub.ensemble.ModelEnsemble;
import fovea.model.Blueprint;
import fovea.model.ModelCard;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.train.distill.Teacher;
import fovea.train.task.Task;
import fovea.zoo.basic.LeNet5;
import fovea.zoo.ensemble.EnsembleRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelTeacherTest {
  private static final PictureSet DIGITS = Data.digits(Split.TRAIN, 40, 1);
  private static final Preprocessing USUAL = Preprocessing.standardizing(DIGITS).padding(2);

  private static Model model(long seed, Preprocessing preprocessing) {
    return model(seed, preprocessing, DIGITS.classes());
  }

  private static Model model(long seed, Preprocessing preprocessing, List<String> classes) {
    Layer network = LeNet5.modern(classes.size());
    Parameters.initialize(network, seed);
    return Model.of(
        new ModelCard(Blueprint.of(network), classes, preprocessing, JsonObject.empty()), network);
  }

  private static HostBuffer input(Preprocessing preprocessing) {
    HostBuffer input = HostBuffer.allocate(preprocessing.input().batch(1));
    preprocessing.normalizer().apply(DIGITS.picture(3).pixels(), input.data(), 0);
    return input;
  }

  private static float[] taught(Teacher teacher, Preprocessing preprocessing, double temperature) {
    return teacher.probabilities(Tensor.of(input(preprocessing)), temperature).floats();
  }

  private static float[] answer(Model model) {
    return model.predictor().probabilities(input(model.preprocessing())).floats();
  }

  /** Whatever the input of the student is, the teacher sees its own. */
  @Test
  void bothSeeThePictureInTheirOwnWay() {
    List<Preprocessing> ways =
        List.of(
            USUAL,
            Preprocessing.centering(DIGITS, 1).padding(2),
            Preprocessing.plain(DIGITS.info()).padding(2),
            USUAL.values(Normalization.unit(1).mean(List.of(0.3)).deviation(List.of(0.2))));
    for (Preprocessing own : ways) {
      Model teacher = model(1, own);
      for (Preprocessing taken : ways) {
        for (int border : new int[] {0, 2, 5}) {
          Preprocessing student = taken.padding(border);
          float[] found = taught(ModelTeacher.of(teacher, model(2, student)), student, 1);
          assertArrayEquals(answer(teacher), found, 1e-5f, own + " from " + student);
        }
      }
    }
  }

  /** Votes are for answers: what is learned is the mean of softened probabilities. */
  @ParameterizedTest
  @EnumSource
  void anEnsembleTeachesTheMeanOfItsMembers(EnsembleRule rule) {
    List<Model> members = List.of(model(1, USUAL), model(2, USUAL), model(3, USUAL));
    Model student = model(4, USUAL);
    float[] all = taught(ModelTeacher.of(ModelEnsemble.of(members, rule), student), USUAL, 4);
    float[] mean = new float[10];
    for (Model member : members) {
      float[] one = taught(ModelTeacher.of(member, student), USUAL, 4);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += one[i] / 3;
      }
    }
    assertArrayEquals(mean, all, 1e-6f);
  }

  private static String refused(Model teacher) {
    return assertThrows(FoveaException.class, () -> ModelTeacher.of(teacher, model(9, USUAL)))
        .getMessage();
  }

  @Test
  void aTeacherThatDoesNotFitIsRefused() {
    List<String> letters = new ArrayList<>(DIGITS.classes());
    letters.set(7, "seven");
    String names = refused(model(1, USUAL, letters));
    assertTrue(names.contains("found \"seven\" in place of \"7\""), names);
    String number = refused(model(1, USUAL, letters.subList(0, 4)));
    assertTrue(number.contains("found 4 in place of 10"), number);
    PictureShape large = new PictureShape(1, 32, 32);
    String size =
        refused(
            model(
                1,
                new Preprocessing(Geometry.whole(large, Framing.OBJECT), Normalization.unit(1))));
    assertTrue(size.contains("takes pictures as the network does, found another"), size);
    Model labels =
        Model.of(
            new ModelCard(
                Blueprint.custom(),
                DIGITS.classes(),
                USUAL,
                JsonObject.empty()
                    .with(
                        "training",
                        JsonObject.empty().with("task", Task.codecs().write(Task.multiLabel())))),
            LeNet5.modern(10));
    String several = refused(labels);
    assertTrue(several.contains("two classes or more apart, found one of multi-label"), several);
    assertEquals(1, several.lines().count());
  }
}
