package fovea.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.PictureShape;
import fovea.error.UserException;
import fovea.format.ArrayDType;
import fovea.format.NamedArray;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxDimension;
import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxNode;
import fovea.format.onnx.OnnxShape;
import fovea.format.onnx.OnnxValue;
import fovea.testdata.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pictures the graphs of other programs take, whatever their files leave open. */
class GraphInputTest {

  @TempDir private Path folder;
  private int files;

  @Test
  void channelsFollowFromTheFirstConvolution() {
    for (Object[] declared :
        List.of(
            new Object[] {"n", 1, "h", "w"},
            new Object[] {"n", "c", "h", "w"},
            new Object[] {1, "", "", ""})) {
      Model model = load(gray(declared));
      assertEquals(new PictureShape(1, 224, 224), model.preprocessing().input());
      assertTrue(
          model.notes().stream().anyMatch(note -> note.contains("leaves height and width open")),
          model.notes()::toString);
      assertEquals(2, model.classes().size());
    }
    assertEquals(new PictureShape(1, 40, 30), load(gray("n", "c", 40, 30)).preprocessing().input());
    assertEquals(
        new PictureShape(1, 40, 40), load(gray("n", "c", 40, "w")).preprocessing().input());
  }

  @Test
  void theUserSaysTheSizeOfOpenOnes() {
    Model model =
        Models.load(
            gray("n", 1, "h", "w"),
            new ModelOptions().preprocessing(PreprocessingName.parse("raw:48")));
    assertEquals(new PictureShape(1, 48, 48), model.preprocessing().input());
    assertEquals(1, model.preprocessing().values().scale());
    UserException color =
        assertThrows(
            UserException.class,
            () ->
                Models.load(
                    gray("n", 1, "h", "w"),
                    new ModelOptions().preprocessing(PreprocessingName.parse("imagenet"))));
    assertTrue(String.valueOf(color.getMessage()).contains("the network takes 1"));
  }

  /** A dense layer behind a flattened map takes one size only; it is found. */
  @Test
  void theSizeThatFitsIsTaken() {
    List<OnnxNode> nodes =
        List.of(
            conv("x"),
            OnnxNode.of("Flatten", List.of("c"), "f"),
            OnnxNode.of("Gemm", List.of("f", "w"), "y").with("transB", OnnxAttribute.of(1L)));
    NamedArray dense = NamedArray.of("w", List.of(2L, 2L * 28 * 28), new float[2 * 2 * 28 * 28]);
    Path file = write(nodes, List.of(kernel(1), dense), ArrayDType.F32, "n", 1, "h", "w");
    assertEquals(new PictureShape(1, 28, 28), load(file).preprocessing().input());
  }

  @Test
  void channelsMayBeLast() {
    for (Object[] declared :
        List.of(
            new Object[] {"n", 8, 6, 3},
            new Object[] {"n", "h", "w", 3},
            new Object[] {"n", "", "", ""},
            new Object[] {"n", 3, 6, 3})) {
      Path file = write(last("x"), List.of(kernel(3), head()), ArrayDType.F32, declared);
      Model model = load(file);
      int height = declared[1] instanceof Integer size ? size : 224;
      int width = declared[2] instanceof Integer size ? size : 224;
      assertEquals(new PictureShape(3, height, width), model.preprocessing().input());
      Path first =
          write(nodes("x"), List.of(kernel(3), head()), ArrayDType.F32, "n", 3, height, width);
      float[] picture = new float[3 * height * width];
      for (int i = 0; i < picture.length; i++) {
        picture[i] = (float) Math.sin(i);
      }
      assertArrayEquals(scores(load(first), picture), scores(model, picture), 1e-5f);
    }
  }

  /** What stands before the exchange of the axes sees them as the file has them. */
  @Test
  void arithmeticBeforeTheExchangeKeepsItsOrder() {
    List<OnnxNode> nodes = new ArrayList<>();
    nodes.add(OnnxNode.of("Mul", List.of("x", "scale"), "m"));
    nodes.add(OnnxNode.of("Sub", List.of("m", "mean"), "s"));
    nodes.addAll(last("s"));
    List<NamedArray> weights =
        List.of(
            kernel(3),
            head(),
            NamedArray.of("scale", List.of(), 1 / 255f),
            NamedArray.of("mean", List.of(3L), 0.1f, 0.2f, 0.3f));
    Model model = load(write(nodes, weights, ArrayDType.F32, "n", 8, 8, 3));
    assertEquals(new PictureShape(3, 8, 8), model.preprocessing().input());
    assertEquals(1, model.preprocessing().values().scale(), "pixels from 0 to 255");
    assertTrue(
        model.notes().stream().anyMatch(note -> note.contains("scales them itself")),
        model.notes()::toString);
    Path saved = folder.resolve("saved.safetensors");
    model.save(saved);
    float[] picture = new float[3 * 64];
    Arrays.fill(picture, 100);
    assertArrayEquals(scores(model, picture), scores(Models.load(saved), picture));
  }

  @Test
  void bytesAreGivenAsTheyAre() {
    List<OnnxNode> nodes = new ArrayList<>();
    nodes.add(OnnxNode.of("Cast", List.of("x"), "f").with("to", OnnxAttribute.of(1L)));
    nodes.addAll(nodes("f"));
    Model model = load(write(nodes, List.of(kernel(3), head()), ArrayDType.U8, "n", 3, 8, 8));
    assertEquals(1, model.preprocessing().values().scale());
    assertEquals(2, scores(model, new float[3 * 64]).length);
  }

  @Test
  void theSharedGrayNetworkTakesGray() {
    Model model = Models.load(TestData.path("cases/gray-input-open-size.onnx"));
    assertEquals(new PictureShape(1, 224, 224), model.preprocessing().input());
  }

  private static float[] scores(Model model, float[] picture) {
    List<Prediction> all =
        model.classify(List.of(PictureInput.of(picture)), 2).getFirst().predictions();
    float[] scores = new float[all.size()];
    for (Prediction one : all) {
      scores[model.classes().indexOf(one.name())] = (float) one.probability();
    }
    return scores;
  }

  private static Model load(Path file) {
    return Models.load(file);
  }

  private Path gray(Object... declared) {
    return write(nodes("x"), List.of(kernel(1), head()), ArrayDType.F32, declared);
  }

  /** A convolution, a mean over the picture, a head. */
  private static List<OnnxNode> nodes(String input) {
    return List.of(
        conv(input),
        OnnxNode.of("GlobalAveragePool", List.of("c"), "p"),
        OnnxNode.of("Flatten", List.of("p"), "f2"),
        OnnxNode.of("Gemm", List.of("f2", "w"), "y").with("transB", OnnxAttribute.of(1L)));
  }

  private static List<OnnxNode> last(String input) {
    List<OnnxNode> nodes = new ArrayList<>();
    nodes.add(
        OnnxNode.of("Transpose", List.of(input), "t")
            .with("perm", OnnxAttribute.of(new long[] {0, 3, 1, 2})));
    nodes.addAll(nodes("t"));
    return nodes;
  }

  private static OnnxNode conv(String input) {
    return OnnxNode.of("Conv", List.of(input, "k"), "c")
        .with("pads", OnnxAttribute.of(new long[] {1, 1, 1, 1}));
  }

  private static NamedArray kernel(int channels) {
    float[] values = new float[2 * channels * 9];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.cos(i * i);
    }
    return NamedArray.of("k", List.of(2L, (long) channels, 3L, 3L), values);
  }

  private static NamedArray head() {
    return NamedArray.of("w", List.of(2L, 2L), 1, -2, 3, 0.5f);
  }

  private Path write(
      List<OnnxNode> nodes, List<NamedArray> weights, ArrayDType type, Object... declared) {
    List<OnnxDimension> sizes =
        Arrays.stream(declared)
            .<OnnxDimension>map(
                size ->
                    size instanceof Integer fixed
                        ? new OnnxDimension.Fixed(fixed)
                        : new OnnxDimension.Free(size.toString()))
            .toList();
    var graph =
        new OnnxGraph(
            "net",
            nodes,
            weights,
            List.of(new OnnxValue("x", type, new OnnxShape.Ranked(sizes))),
            List.of(new OnnxValue("y", ArrayDType.F32, new OnnxShape.Unranked())));
    Path file = folder.resolve("net%d.onnx".formatted(files++));
    OnnxModel.of(graph, 17).write(file);
    return file;
  }
}
