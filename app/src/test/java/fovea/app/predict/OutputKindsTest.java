package fovea.app.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.PhotoFiles;
import fovea.app.session.Exit;
import fovea.format.ArrayDType;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.NamedArray;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxNode;
import fovea.format.onnx.OnnxShape;
import fovea.format.onnx.OnnxValue;
import fovea.testdata.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks whose outputs are no logits of classes. */
class OutputKindsTest {
  @TempDir private static Path folder;
  private static Path photos;
  private static Path red;
  private static Path labels;

  @BeforeAll
  static void prepare() throws IOException {
    photos = PhotoFiles.write(folder.resolve("photos"), 4, 1);
    red = photos.resolve("red/00.png");
    labels = Files.writeString(folder.resolve("labels.txt"), "blue\nred\n");
  }

  /** Scores of mean red, green and blue, and the operator that ends the network. */
  private static Path network(String name, String last, float[] weight) {
    int outputs = weight.length / 3;
    List<OnnxNode> nodes =
        List.of(
            OnnxNode.of("GlobalAveragePool", List.of("x"), "p"),
            OnnxNode.of("Flatten", List.of("p"), "h"),
            OnnxNode.of("Gemm", List.of("h", "fc.weight"), "s")
                .with("transB", OnnxAttribute.of(1L)),
            OnnxNode.of(last, List.of("s"), "y"));
    var input = new OnnxValue("x", ArrayDType.F32, OnnxShape.of(1, 3, 8, 8));
    var output = new OnnxValue("y", ArrayDType.F32, new OnnxShape.Unranked());
    var weights = List.of(NamedArray.of("fc.weight", List.of((long) outputs, 3L), weight));
    Path file = folder.resolve(name);
    OnnxModel.of(new OnnxGraph("g", nodes, weights, List.of(input), List.of(output)), 13)
        .write(file);
    return file;
  }

  /** More red than blue is the second class. */
  private static Path binary(String last) {
    return network("binary-" + last + ".onnx", last, new float[] {4, 0, -4});
  }

  private static JsonObject first(CommandRun done) {
    assertEquals(Exit.DONE, done.exit(), done.messages());
    return (JsonObject) ((JsonArray) done.json()).values().getFirst();
  }

  private static List<JsonObject> top(JsonObject answer) {
    return answer.array("top").values().stream().map(JsonObject.class::cast).toList();
  }

  @Test
  void oneSigmoidShowsTwoClasses() {
    var done = CommandRun.of("predict", binary("Sigmoid"), red, "--labels", labels, "--json");
    JsonObject answer = first(done);
    assertEquals("binary", answer.string("task"));
    List<JsonObject> top = top(answer);
    assertEquals(List.of("red", "blue"), top.stream().map(one -> one.string("class")).toList());
    assertEquals(1, top.get(0).real("probability") + top.get(1).real("probability"), 1e-6);
    assertTrue(top.get(0).real("probability") < 1, done.out());
  }

  @Test
  void oneSigmoidIsEvaluatedAndConverted() {
    Path model = binary("Sigmoid");
    for (String device : List.of("cpu", "reference")) {
      var done =
          CommandRun.of(
              "evaluate",
              model,
              "--data",
              photos,
              "--labels",
              labels,
              "--json",
              "--device",
              device);
      assertEquals(Exit.DONE, done.exit(), done.messages());
      assertEquals(1, done.object().real("accuracy"), done.messages());
      assertEquals(8, done.object().integer("n"));
    }
    Path converted = folder.resolve("converted.safetensors");
    assertEquals(Exit.DONE, CommandRun.of("convert", model, converted, "--labels", labels).exit());
    assertEquals(
        "binary", first(CommandRun.of("predict", converted, red, "--json")).string("task"));
    var again = CommandRun.of("evaluate", converted, "--data", photos, "--json");
    assertEquals(1, again.object().real("accuracy"), again.messages());
    assertTrue(CommandRun.of("summary", converted).out().startsWith("onnx, 2 classes of 3x8x8"));
  }

  @Test
  void oneNumberIsRefusedUntilTheUserSaysWhatItIs() {
    Path model = binary("Identity");
    for (var refused :
        List.of(
            CommandRun.of("predict", model, red, "--json"),
            CommandRun.of("evaluate", model, "--data", photos, "--json"))) {
      assertEquals(Exit.FAILED, refused.exit());
      assertEquals("", refused.out());
      String last = refused.messages().lines().toList().getLast();
      assertTrue(last.startsWith("fovea: " + model + ": the network gives one number"), last);
      assertTrue(last.contains("--task binary"), last);
    }
    var said =
        CommandRun.of("predict", model, red, "--json", "--task", "binary", "--labels", labels);
    assertEquals("red", top(first(said)).getFirst().string("class"));
    var other = CommandRun.of("predict", model, red, "--task", "both");
    assertEquals(Exit.USAGE, other.exit());
    assertTrue(other.messages().contains("there is no task 'both'"), other.messages());
  }

  @Test
  void severalSigmoidsAreLabels() {
    float[] weight = new float[7 * 3];
    for (int label = 0; label < 7; label++) {
      weight[3 * label] = label - 0.5f;
    }
    Path model = network("labels.onnx", "Sigmoid", weight);
    var done = CommandRun.of("predict", model, red, "--json");
    JsonObject answer = first(done);
    assertEquals("multi-label", answer.string("task"));
    assertEquals(7, top(answer).size());
    assertEquals("class 6", top(answer).getFirst().string("class"));
    assertTrue(top(answer).getLast().real("probability") < 0.5, done.out());
    assertTrue(done.messages().contains("each with a probability of its own"), done.messages());
    List<String> lines = CommandRun.of("predict", model, red).out().lines().toList();
    assertEquals(7, lines.size(), "six labels that are there, and not the one that is not");
    assertTrue(lines.get(1).startsWith("✓ class 6"), lines.get(1));
    assertFalse(lines.getLast().contains("class 0"), lines.getLast());
    Path two = network("two.onnx", "Sigmoid", new float[] {-1, 0, 4, 4, 0, -1});
    var evaluated = CommandRun.of("evaluate", two, "--data", photos, "--labels", labels, "--json");
    assertEquals(Exit.DONE, evaluated.exit(), evaluated.messages());
    assertEquals(1, evaluated.object().real("accuracy"), evaluated.messages());
    assertTrue(evaluated.messages().contains("the likeliest counts"), evaluated.messages());
  }

  @Test
  void mapsAreRefused() {
    Path model = TestData.path("cases/segmentation-map-output.onnx");
    for (var refused :
        List.of(
            CommandRun.of("predict", model, red, "--json"),
            CommandRun.of("evaluate", model, "--data", photos))) {
      assertEquals(Exit.FAILED, refused.exit());
      assertEquals("", refused.out());
      String last = refused.messages().lines().toList().getLast();
      assertTrue(last.contains(": the network gives maps [1, 5, 30, 30], not class scores"), last);
    }
  }

  @Test
  void theBinaryModelOfKeras() {
    Path model = TestData.path("cases/binary-sigmoid.h5");
    JsonObject answer = first(CommandRun.of("predict", model, red, "--json"));
    assertEquals("binary", answer.string("task"));
    double sum = top(answer).stream().mapToDouble(one -> one.real("probability")).sum();
    assertEquals(1, sum, 1e-6);
    assertEquals(2, top(answer).size());
  }
}
