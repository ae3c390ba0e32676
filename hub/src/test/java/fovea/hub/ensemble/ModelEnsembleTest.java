package fovea.hub.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.error.UserException;
import fovea.format.JsonObject;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.hub.Model;
import fovea.hub.Models;
import fovea.hub.Samples;
import fovea.hub.finetune.FineTune;
import fovea.model.Blueprint;
import fovea.model.ModelCard;
import fovea.model.ModelFile;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.onnx.OnnxExport;
import fovea.onnx.OnnxNetwork;
import fovea.zoo.Zoo;
import fovea.zoo.basic.LeNet5;
import fovea.zoo.ensemble.EnsembleRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model of several models is one like any other. */
class ModelEnsembleTest {
  private static final PictureSet DIGITS = Data.digits(Split.TEST, 60, 1);

  @TempDir private Path folder;

  private static Model model(Layer network, long seed) {
    Parameters.initialize(network, seed);
    var preprocessing = Preprocessing.standardizing(DIGITS).padding(2);
    return Model.of(
        new ModelCard(Blueprint.of(network), DIGITS.classes(), preprocessing, JsonObject.empty()),
        network);
  }

  private static List<Model> members() {
    return List.of(
        model(LeNet5.modern(10), 1),
        model(LeNet5.classic(10), 2),
        model(Zoo.create("mlp", Zoo.architecture("mlp").defaults().size(32, 32)), 3));
  }

  /** For one input of zeros and one of ones. */
  private static float[] probabilities(Model model) {
    HostBuffer input = HostBuffer.allocate(model.inputType(2));
    for (long i = model.inputType(1).shape().elements(); i < input.type().shape().elements(); i++) {
      input.set(i, 1);
    }
    return model.predictor().probabilities(input).floats();
  }

  @ParameterizedTest
  @EnumSource
  void itIsSavedAndLoadedAsOneFile(EnsembleRule rule) {
    Model before = ModelEnsemble.of(members(), rule);
    for (String name : List.of("model.safetensors", "model.onnx")) {
      Path file = folder.resolve(name);
      before.save(file);
      Model after = Models.load(file);
      assertEquals(before.classes(), after.classes());
      assertEquals(before.preprocessing(), after.preprocessing());
      assertArrayEquals(probabilities(before), probabilities(after), 1e-5f);
      assertEquals(before.evaluate(DIGITS).accuracy(), after.evaluate(DIGITS).accuracy());
      assertEquals("10 classes of 1x32x32", after.arguments().toString());
    }
    ModelFile file = ModelFile.read(folder.resolve("model.safetensors"));
    assertEquals(Blueprint.of(before.network()), file.card().blueprint());
    assertEquals(3, file.card().provenance().array("members").values().size());
  }

  @Test
  void theAverageIsThatOfTheMembers() {
    List<Model> members = members();
    float[] mean = new float[20];
    for (Model member : members) {
      float[] own = probabilities(member);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += own[i] / members.size();
      }
    }
    Model ensemble = ModelEnsemble.of(members, EnsembleRule.AVERAGE);
    assertArrayEquals(mean, probabilities(ensemble), 1e-5f);
  }

  @Test
  void membersMayBeGraphsOfOtherPrograms() {
    Path graph = folder.resolve("member.onnx");
    OnnxExport.of(LeNet5.modern(10), TensorType.f32(1, 1, 32, 32)).write(graph);
    Model ensemble =
        ModelEnsemble.of(
            List.of(model(OnnxNetwork.read(graph), 4), model(LeNet5.modern(10), 5)),
            EnsembleRule.AVERAGE);
    Path file = folder.resolve("both.safetensors");
    ensemble.save(file);
    assertArrayEquals(probabilities(ensemble), probabilities(Models.load(file)), 1e-6f);
  }

  @Test
  void unlikeMembersAreRefused() {
    Model first = model(LeNet5.modern(10), 1);
    Model fewer = Model.of(Samples.card("cifar_resnet20"), Zoo.create("cifar_resnet20").head(2));
    assertRefused("expected the classes of lenet5, found 2 in place of 10", first, fewer);
    List<String> names = new ArrayList<>(DIGITS.classes());
    names.set(3, "three");
    assertRefused(
        "found \"three\" in place of \"3\"",
        first,
        Model.of(
            new ModelCard(
                first.card().blueprint(), names, first.preprocessing(), JsonObject.empty()),
            LeNet5.modern(10)));
    assertRefused(
        "expected pictures prepared as for lenet5, found another mean",
        first,
        Model.of(
            new ModelCard(
                first.card().blueprint(),
                DIGITS.classes(),
                first.preprocessing().values(first.preprocessing().values().mean(List.of(0.0))),
                JsonObject.empty()),
            LeNet5.modern(10)));
    assertRefused("expected 2 to 100 members, found 1", first);
  }

  private static void assertRefused(String said, Model... members) {
    FoveaException e =
        assertThrows(
            FoveaException.class, () -> ModelEnsemble.of(List.of(members), EnsembleRule.AVERAGE));
    assertTrue(e.getMessage().contains(said), e.getMessage());
  }

  @Test
  void anEnsembleHasNoHeadToReplace() {
    Model ensemble = ModelEnsemble.of(members(), EnsembleRule.AVERAGE);
    FoveaException e = assertThrows(FoveaException.class, () -> FineTune.of(ensemble));
    assertTrue(e.getMessage().contains("expected a network that ends in a head"), e.getMessage());
  }

  @Test
  void aFileWhoseMembersDoNotFitItsCardIsRefused() {
    Model ensemble = ModelEnsemble.of(members(), EnsembleRule.AVERAGE);
    ModelCard card = ensemble.card();
    Path file = folder.resolve("odd.safetensors");
    ModelFile.of(
            new ModelCard(
                card.blueprint(), List.of("a", "b"), card.preprocessing(), card.provenance()),
            ensemble.network())
        .write(file);
    UserException e = assertThrows(UserException.class, () -> Models.load(file));
    assertTrue(e.getMessage().contains("expected 10 names of classes, found 2"), e.getMessage());
  }
}
