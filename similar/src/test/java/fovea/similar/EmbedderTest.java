package fovea.similar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.sets.Data;
import fovea.explain.source.PictureSource;
import fovea.graph.type.FoveaException;
import fovea.hub.Model;
import fovea.hub.Models;
import fovea.model.ModelCard;
import fovea.zoo.Zoo;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Vectors are what a layer makes of a picture, and an index holds those of all pictures. */
class EmbedderTest {
  private static final PictureSet DIGITS = Data.digits(Split.TRAIN, 70, 1);

  @TempDir private Path folder;

  private static Model model(String network, long seed) {
    return Models.create(Zoo.architecture(network), DIGITS, seed);
  }

  @Test
  void theLastHiddenLayerOfSoftmaxRegressionIsThePicture() {
    Model model = model("softmax", 1);
    Embedder embedder = Embedder.of(model);
    var picture = DIGITS.picture(3);
    float[] expected = new float[picture.pixels().length];
    var preprocessing = model.preprocessing();
    double squares = 0;
    for (int i = 0; i < expected.length; i++) {
      double scaled = (picture.pixels()[i] & 0xff) * preprocessing.values().scale();
      expected[i] =
          (float)
              ((scaled - preprocessing.values().mean().getFirst())
                  / preprocessing.values().deviation().getFirst());
      squares += expected[i] * expected[i];
    }
    for (int i = 0; i < expected.length; i++) {
      expected[i] /= (float) Math.sqrt(squares);
    }
    assertEquals(expected.length, embedder.dimension());
    assertArrayEquals(expected, embedder.of(picture), 1e-5f);
  }

  @Test
  void mapsAreAveraged() {
    Embedder maps = Embedder.of(model("lenet5", 1), new VectorLayer.At("conv_block1"));
    assertEquals(1, squares(maps.of(DIGITS.picture(0))), 1e-5);
    assertTrue(maps.dimension() < 100, "one number for each map");
    assertEquals(84, Embedder.of(model("lenet5", 1)).dimension());
  }

  private static double squares(float[] vector) {
    return IntStream.range(0, vector.length).mapToDouble(i -> vector[i] * vector[i]).sum();
  }

  @Test
  void anUnknownLayerIsNamed() {
    Model model = model("lenet5", 1);
    var error =
        assertThrows(
            FoveaException.class, () -> Embedder.of(model, new VectorLayer.At("conv_block")));
    assertTrue(error.getMessage().contains("conv_block1"), error.getMessage());
  }

  @Test
  void anIndexHoldsTheVectorsOfAllPictures() {
    Model model = model("lenet5", 1);
    Embedder embedder = Embedder.of(model);
    Path file = folder.resolve("digits.index");
    var card = new IndexCard("lenet5", embedder, "digits", DIGITS.classes());
    IndexBuilder.Built built =
        new IndexBuilder(embedder)
            .build(PictureSource.of(DIGITS, model.preprocessing()), DIGITS::label, card, file);
    assertEquals(DIGITS.size(), built.size());
    PictureIndex index = PictureIndex.open(file);
    for (int number : List.of(0, 31, 32, 69)) {
      assertArrayEquals(
          embedder.of(DIGITS.picture(number)), index.vector(number), 1e-5f, "picture " + number);
      assertEquals(DIGITS.classes().get(DIGITS.label(number)), index.label(number).orElseThrow());
    }
    index.card().require(embedder, "digits.index");
    says("other", () -> index.card().require(Embedder.of(model("lenet5", 2)), "digits.index"));
    Embedder layer = Embedder.of(model, new VectorLayer.At("conv_block1"));
    var other =
        new ModelCard(
            model.card().blueprint(),
            model.classes(),
            model.preprocessing().values(model.preprocessing().values().mean(List.of(0.1))),
            model.card().provenance());
    Embedder prepared = Embedder.of(Model.of(other, model.network()));
    says("prepared otherwise", () -> index.card().require(prepared, "digits.index"));
    says("found the layer conv_block1", () -> index.card().require(layer, "digits.index"));
  }

  private static void says(String words, Executable call) {
    var error = assertThrows(FoveaException.class, call);
    assertTrue(error.getMessage().contains(words), error.getMessage());
  }
}
