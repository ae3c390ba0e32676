package fovea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.InMemoryPictures;
import fovea.data.PictureSet;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Framing;
import fovea.data.pixels.PictureShape;
import fovea.error.UserException;
import fovea.format.ArrayDType;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.graph.Tensor;
import fovea.graph.type.Shape;
import fovea.hub.finetune.FineTune;
import fovea.model.Blueprint;
import fovea.model.ModelCard;
import fovea.model.ModelFile;
import fovea.nn.Mode;
import fovea.nn.Parameters;
import fovea.onnx.OnnxNetwork;
import fovea.testdata.TestData;
import fovea.train.metric.Evaluation;
import fovea.train.task.Task;
import fovea.train.task.TaskKind;
import fovea.zoo.Zoo;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a network ends in, and the shape of what it gives, decide how its outputs are read. */
class OutputsTest {
  private static final float[] PICTURE = picture(0.9f, 0.2f, 0.4f);

  @TempDir private Path folder;

  private static float[] picture(float red, float green, float blue) {
    float[] values = new float[3 * 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < 64 ? red : i < 128 ? green : blue;
    }
    return values;
  }

  private static OnnxNode node(String operator, String input, String output) {
    return OnnxNode.of(operator, List.of(input), output);
  }

  private static OnnxNode over(String operator, String input, String output, String shape) {
    return OnnxNode.of(operator, List.of(input, shape), output);
  }

  /** The logits of the picture, as the graph's own weights give them. */
  private double[] logits(int outputs) {
    Path file = Graphs.write(folder.resolve("logits.onnx"), outputs, node("Identity", "s", "y"));
    var network = OnnxNetwork.read(file);
    var seen = new double[outputs];
    var input = Tensor.of(Shape.of(1, 3, 8, 8), PICTURE);
    float[] found = Mode.inference(() -> input.apply(network)).floats();
    for (int i = 0; i < outputs; i++) {
      seen[i] = found[i];
    }
    return seen;
  }

  private double[] softmax(int outputs) {
    double[] logits = logits(outputs);
    double sum = IntStream.range(0, outputs).mapToDouble(i -> Math.exp(logits[i])).sum();
    return IntStream.range(0, outputs).mapToDouble(i -> Math.exp(logits[i]) / sum).toArray();
  }

  private double[] sigmoid(int outputs) {
    return Arrays.stream(logits(outputs)).map(x -> 1 / (1 + Math.exp(-x))).toArray();
  }

  private static void sees(double[] expected, PredictionKind kind, Model model) {
    Predictions seen = model.classify(PICTURE, expected.length);
    assertEquals(kind, seen.kind());
    assertEquals(kind, model.kind());
    assertEquals(expected.length, seen.predictions().size());
    double before = 1;
    for (Prediction prediction : seen.predictions()) {
      assertEquals(expected[prediction.index()], prediction.probability(), 1e-5, seen.toString());
      assertTrue(prediction.probability() <= before + 1e-6, seen.toString());
      before = prediction.probability();
    }
    assertEquals(seen.best(), model.classify(PICTURE, 1).best());
    assertEquals(1, model.classify(PICTURE, 1).predictions().size());
  }

  static Stream<Arguments> softmaxes() {
    return Stream.of(
        Arguments.of("logits", List.of(node("Identity", "s", "y"))),
        Arguments.of("softmax", List.of(node("Softmax", "s", "y"))),
        Arguments.of(
            "softmax over the last axis",
            List.of(node("Softmax", "s", "y").with("axis", OnnxAttribute.of(-1L)))),
        Arguments.of("logarithm", List.of(node("LogSoftmax", "s", "y"))),
        Arguments.of("two logarithms", List.of(node("Softmax", "s", "t"), node("Log", "t", "y"))),
        Arguments.of(
            "identity after it", List.of(node("Softmax", "s", "t"), node("Identity", "t", "y"))),
        Arguments.of(
            "reshaped", List.of(node("Softmax", "s", "t"), over("Reshape", "t", "y", "flat"))),
        Arguments.of(
            "flattened and cast",
            List.of(
                node("Softmax", "s", "t"),
                node("Flatten", "t", "u"),
                node("Cast", "u", "y").with("to", OnnxAttribute.of(1L)))),
        Arguments.of(
            "one axis", List.of(node("Softmax", "s", "t"), over("Reshape", "t", "y", "vector"))),
        Arguments.of(
            "in four nodes",
            List.of(
                node("Exp", "s", "t"),
                OnnxNode.of("ReduceSum", List.of("t", "one"), "u"),
                OnnxNode.of("Div", List.of("t", "u"), "y"))),
        Arguments.of(
            "largest", List.of(node("ArgMax", "s", "y").with("axis", OnnxAttribute.of(1L)))),
        Arguments.of(
            "largest of softmax",
            List.of(
                node("Softmax", "s", "t"),
                node("ArgMax", "t", "u").with("axis", OnnxAttribute.of(1L)),
                node("Cast", "u", "y").with("to", OnnxAttribute.of(7L)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("softmaxes")
  void probabilitiesOfClassesAreNotMadeTwice(String name, List<OnnxNode> last) {
    Path file = Graphs.write(folder.resolve("m.onnx"), 3, last.toArray(OnnxNode[]::new));
    Model model = Models.load(file);
    sees(softmax(3), PredictionKind.CLASSES, model);
    assertEquals(TaskKind.CLASSES, model.task().kind(), name);
    staysSo(model, 3);
  }

  @Test
  void probabilitiesThatAreMixedStayThatLikely() {
    Path mean =
        Graphs.write(
            folder.resolve("m.onnx"),
            3,
            node("Softmax", "s", "t"),
            OnnxNode.of("Mean", List.of("t", "t"), "y"));
    Model model = Models.load(mean);
    sees(softmax(3), PredictionKind.CLASSES, model);
    staysSo(model, 3);
    Path labels =
        Graphs.write(
            folder.resolve("m.onnx"),
            3,
            node("Sigmoid", "s", "t"),
            OnnxNode.of("Mean", List.of("t", "t"), "y"));
    sees(sigmoid(3), PredictionKind.MULTI_LABEL, Models.load(labels));
    double p = sigmoid(1)[0];
    Path both =
        Graphs.write(
            folder.resolve("m.onnx"),
            1,
            node("Sigmoid", "s", "t"),
            OnnxNode.of("Sub", List.of("unit", "t"), "u"),
            OnnxNode.of("Concat", List.of("u", "t"), "y").with("axis", OnnxAttribute.of(1L)));
    Model classes = Models.load(both);
    sees(new double[] {1 - p, p}, PredictionKind.CLASSES, classes);
    var network = (OnnxNetwork) classes.network();
    says("expected 3 outputs from a new last layer, found [1, 6]", () -> network.head(3));
    Path one =
        Graphs.write(
            folder.resolve("m.onnx"),
            1,
            node("Sigmoid", "s", "t"),
            OnnxNode.of("Mean", List.of("t", "t"), "y"));
    sees(new double[] {1 - p, p}, PredictionKind.BINARY, Models.load(one));
  }

  @Test
  void probabilitiesOfOneOrTwoAxesMore() {
    Path file = Graphs.columns(folder.resolve("m.onnx"), 3, node("Softmax", "s", "y"));
    sees(softmax(3), PredictionKind.CLASSES, Models.load(file));
    Path flat =
        Graphs.columns(
            folder.resolve("m.onnx"), 3, node("Softmax", "s", "t"), node("Flatten", "t", "y"));
    sees(softmax(3), PredictionKind.CLASSES, Models.load(flat));
    Path labels = Graphs.columns(folder.resolve("m.onnx"), 3, node("Sigmoid", "s", "y"));
    sees(sigmoid(3), PredictionKind.MULTI_LABEL, Models.load(labels));
  }

  static Stream<List<OnnxNode>> sigmoids() {
    return Stream.of(
        List.of(node("Sigmoid", "s", "y")),
        List.of(node("Sigmoid", "s", "t"), node("Identity", "t", "y")),
        List.of(node("Sigmoid", "s", "t"), over("Reshape", "t", "y", "vector")));
  }

  @ParameterizedTest
  @MethodSource("sigmoids")
  void oneSigmoidTellsTwoClassesApart(List<OnnxNode> last) {
    Path file = Graphs.write(folder.resolve("m.onnx"), 1, last.toArray(OnnxNode[]::new));
    double p = sigmoid(1)[0];
    Model model = Models.load(file, new ModelOptions().labels(List.of("cat", "dog")));
    sees(new double[] {1 - p, p}, PredictionKind.BINARY, model);
    assertEquals(p > 0.5 ? "dog" : "cat", model.classify(PICTURE, 1).best().name());
    assertEquals(List.of("class 0", "class 1"), Models.load(file).classes());
    assertEquals(TaskKind.LABELS, model.task().kind());
    staysSo(model, 2);
  }

  @Test
  void severalSigmoidsAreLabels() {
    Path file = Graphs.write(folder.resolve("m.onnx"), 3, node("Sigmoid", "s", "y"));
    Model model = Models.load(file, new ModelOptions().labels(List.of("sky", "sea", "sand")));
    sees(sigmoid(3), PredictionKind.MULTI_LABEL, model);
    staysSo(model, 3);
    Path two = Graphs.write(folder.resolve("two.onnx"), 2, node("Sigmoid", "s", "y"));
    sees(sigmoid(2), PredictionKind.MULTI_LABEL, Models.load(two));
  }

  /** Files that are made of a model are read as it is. */
  private void staysSo(Model model, int names) {
    Predictions seen = model.classify(PICTURE, names);
    for (String name : List.of("again.safetensors", "again.onnx")) {
      Path file = folder.resolve(name);
      model.save(file);
      Model again = Models.load(file);
      assertEquals(model.classes(), again.classes(), name);
      assertEquals(model.task(), again.task(), name);
      assertEquals(seen, again.classify(PICTURE, names), name);
      assertEquals(names + " classes of 3x8x8", again.arguments().toString());
    }
  }

  @Test
  void oneNumberWithoutASigmoidIsOpen() {
    Path file = Graphs.write(folder.resolve("m.onnx"), 1, node("Identity", "s", "y"));
    Model open = Models.load(file);
    says("gives one number, which may stand for two classes", () -> open.classify(PICTURE, 1));
    says(file + ": the network gives one number", open::kind);
    says("--task binary", () -> open.evaluate(pictures(2)));
    double p = sigmoid(1)[0];
    Model binary = Models.load(file, new ModelOptions().task(PredictionKind.BINARY));
    sees(new double[] {1 - p, p}, PredictionKind.BINARY, binary);
    staysSo(binary, 2);
    var softmax = Graphs.write(folder.resolve("s.onnx"), 1, node("Softmax", "s", "y"));
    says("gives one number", () -> Models.load(softmax).classify(PICTURE, 1));
  }

  @Test
  void theUserSaysWhatIsOpen() {
    Path file = Graphs.write(folder.resolve("m.onnx"), 3, node("Identity", "s", "y"));
    Model labels = Models.load(file, new ModelOptions().task(PredictionKind.MULTI_LABEL));
    sees(sigmoid(3), PredictionKind.MULTI_LABEL, labels);
    var binary = new ModelOptions().task(PredictionKind.BINARY);
    says("task: binary does not go with a network of 3 outputs", () -> Models.load(file, binary));
    Path said = Graphs.write(folder.resolve("said.onnx"), 1, node("Sigmoid", "s", "y"));
    says("the network itself ends in that of binary", () -> Models.load(said, binary));
    labels.save(folder.resolve("saved.safetensors"));
    says("task: goes with", () -> Models.load(folder.resolve("saved.safetensors"), binary));
    labels.save(folder.resolve("saved.onnx"));
    says("task: the file says itself", () -> Models.load(folder.resolve("saved.onnx"), binary));
  }

  @Test
  void mapsAreNoClassScores() {
    for (String last : List.of("Identity", "Softmax", "Sigmoid")) {
      Path file = Graphs.maps(folder.resolve("m.onnx"), 5, node(last, "s", "y"));
      Model model = Models.load(file);
      says("the network gives maps [1, 5, 8, 8], not class scores", model::kind);
      says("maps [1, 5, 8, 8]", () -> model.classify(PICTURE, 1));
      says("maps [1, 5, 8, 8]", () -> model.evaluate(pictures(5)));
      assertEquals(5, model.arguments().classes());
      // Whoever calls it gets what the file computes.
      var network = (OnnxNetwork) model.network();
      assertEquals(last, network.structure().graph().nodes().getLast().operator());
    }
    Path largest =
        Graphs.maps(
            folder.resolve("m.onnx"),
            5,
            node("ArgMax", "s", "y").with("axis", OnnxAttribute.of(1L)));
    says("not class scores", () -> Models.load(largest).classify(PICTURE, 1));
    Path last =
        Graphs.maps(
            folder.resolve("m.onnx"),
            5,
            node("Transpose", "s", "y").with("perm", OnnxAttribute.of(0L, 2L, 3L, 1L)));
    says("maps [1, 8, 8, 5]", () -> Models.load(last).classify(PICTURE, 1));
  }

  @Test
  void whatIsNoScoresIsRefused() {
    Path sequence =
        Graphs.maps(
            folder.resolve("m.onnx"),
            5,
            OnnxNode.of("ReduceMean", List.of("s"), "y")
                .with("axes", OnnxAttribute.of(new long[] {3}))
                .with("keepdims", OnnxAttribute.of(0L)));
    says("gives [1, 5, 8], not class scores", () -> Models.load(sequence).classify(PICTURE, 1));
    var whole = List.of(Graphs.value(ArrayDType.I64, "y"));
    Path cast =
        Graphs.write(
            folder.resolve("m.onnx"),
            3,
            whole,
            node("Cast", "s", "y").with("to", OnnxAttribute.of(7L)));
    says("the network gives whole numbers", () -> Models.load(cast));
    var two = List.of(Graphs.value(ArrayDType.F32, "s"), Graphs.value(ArrayDType.F32, "h"));
    Path several = Graphs.write(folder.resolve("m.onnx"), 3, two);
    says("with one output, found 2: \"s\", \"h\"", () -> Models.load(several));
  }

  @Test
  void outputsOfTheSameScoresAreOne() {
    var two = List.of(Graphs.value(ArrayDType.I64, "c"), Graphs.value(ArrayDType.F32, "y"));
    Path file =
        Graphs.write(
            folder.resolve("m.onnx"),
            3,
            two,
            node("Softmax", "s", "y"),
            node("ArgMax", "s", "c").with("axis", OnnxAttribute.of(1L)));
    sees(softmax(3), PredictionKind.CLASSES, Models.load(file));
    var top =
        new OnnxNode(
            "top", "", "TopK", List.of("s", "one"), List.of("v", "i"), new LinkedHashMap<>());
    var both = List.of(Graphs.value(ArrayDType.F32, "v"), Graphs.value(ArrayDType.I64, "i"));
    sees(
        softmax(3),
        PredictionKind.CLASSES,
        Models.load(Graphs.write(folder.resolve("m.onnx"), 3, both, top)));
  }

  /** One picture of each class, in one color. */
  private static PictureSet pictures(int classes) {
    var names = IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    var shape = new PictureShape(3, 8, 8);
    var random = new Random(3);
    byte[] pixels = new byte[classes * shape.values()];
    for (int i = 0; i < pixels.length; i += 64) {
      Arrays.fill(pixels, i, i + 64, (byte) random.nextInt(256));
    }
    return new InMemoryPictures(
        new DataInfo("colors", "colors", shape, names, Framing.OBJECT),
        MemorySegment.ofArray(pixels),
        IntStream.range(0, classes).toArray());
  }

  @Test
  void picturesOfOneClassAreCountedByTheLikeliest() {
    for (int outputs : new int[] {1, 3}) {
      Path file = Graphs.write(folder.resolve("m.onnx"), outputs, node("Sigmoid", "s", "y"));
      Model model = Models.load(file);
      PictureSet pictures = pictures(model.classes().size());
      Evaluation evaluation = model.evaluate(pictures);
      int hits = 0;
      double loss = 0;
      for (int i = 0; i < pictures.size(); i++) {
        Predictions seen = model.classify(pictures.picture(i), 3);
        hits += seen.best().index() == i ? 1 : 0;
        for (Prediction prediction : seen.predictions()) {
          double p = prediction.probability();
          loss -= Math.log(prediction.index() == i ? p : 1 - p);
        }
      }
      assertEquals(hits, evaluation.confusion().correct());
      assertEquals((double) hits / pictures.size(), evaluation.accuracy());
      double each = pictures.size() * model.classes().size();
      assertEquals(loss / each, evaluation.loss(), 1e-4, outputs + " outputs");
    }
  }

  @Test
  void scoresThatAreNotFiniteAreNoProbabilities() {
    OnnxNode large = OnnxNode.of("Mul", List.of("s", "large"), "t");
    OnnxNode larger = OnnxNode.of("Mul", List.of("t", "large"), "u");
    for (int outputs : new int[] {1, 3}) {
      for (String last : List.of("Sigmoid", "Identity")) {
        OnnxNode infinite = node(last, "u", "y");
        var kind = outputs == 1 ? PredictionKind.BINARY : PredictionKind.MULTI_LABEL;
        var open = new ModelOptions().task(kind);
        Path file = Graphs.write(folder.resolve("m.onnx"), outputs, large, larger, infinite);
        var options = last.equals("Sigmoid") ? new ModelOptions() : open;
        says("finite probabilities", () -> Models.load(file, options).classify(PICTURE, 1));
        Path none =
            Graphs.write(
                folder.resolve("m.onnx"),
                outputs,
                large,
                larger,
                OnnxNode.of("Sub", List.of("u", "u"), "v"),
                node(last, "v", "y"));
        says("finite probabilities", () -> Models.load(none, options).classify(PICTURE, 1));
        Model model = Models.load(none, options);
        says("finite", () -> model.evaluate(pictures(model.classes().size())));
      }
    }
  }

  /** A network of the zoo whose file says that it was trained for {@code task}. */
  private Model trained(int outputs, List<String> names, JsonValue task) {
    ModelCard card = Samples.card("cifar_resnet20");
    var blueprint = new Blueprint("cifar_resnet20", outputs + " classes of 3x32x32");
    var provenance = JsonObject.empty().with("training", JsonObject.empty().with("task", task));
    var network = Zoo.create(blueprint);
    Parameters.initialize(network, 5);
    Path file = folder.resolve("trained.safetensors");
    ModelFile.of(new ModelCard(blueprint, names, card.preprocessing(), provenance), network)
        .write(file);
    return Models.load(file);
  }

  @Test
  void modelsOfFoveaAreReadByTheirTask() {
    var picture = Samples.picture(16, new Random(7));
    JsonValue labels = Task.codecs().write(Task.multiLabel());
    Model tags = trained(3, List.of("sky", "sea", "sand"), labels);
    Predictions seen = tags.classify(picture, 3);
    assertEquals(PredictionKind.MULTI_LABEL, seen.kind());
    double sum = seen.predictions().stream().mapToDouble(Prediction::probability).sum();
    assertTrue(Math.abs(sum - 1) > 1e-3, seen.toString());
    assertEquals(PredictionKind.MULTI_LABEL, trained(1, List.of("sky"), labels).kind());
    Model binary = trained(1, List.of("cat", "dog"), labels);
    assertEquals(PredictionKind.BINARY, binary.classify(picture, 2).kind());
    assertEquals(2, binary.classify(picture, 2).predictions().size());
    assertEquals(PredictionKind.BINARY, trained(1, List.of(), labels).kind());
    Model own = trained(2, List.of("cat", "dog"), new JsonString("a function of Lecture"));
    assertEquals(PredictionKind.CLASSES, own.classify(picture, 2).kind());
    Model numbers = trained(2, List.of(), Task.codecs().write(Task.regression()));
    assertEquals(TaskKind.VALUES, numbers.task().kind());
    says("gives [1, 2], for another task than classification", numbers::kind);
    says("not class scores", () -> numbers.classify(picture, 1));
    Path onnx = folder.resolve("numbers.onnx");
    numbers.save(onnx);
    assertEquals(numbers.task(), Models.load(onnx).task());
  }

  @Test
  void anotherHeadIsOneOfClasses() throws IOException {
    Path photos = Samples.photos(folder.resolve("photos"), 4, 1);
    for (int outputs : new int[] {1, 3}) {
      Path file = Graphs.write(folder.resolve("m.onnx"), outputs, node("Sigmoid", "s", "y"));
      var tuned = FineTune.of(file.toString()).on(photos).epochs(1).batch(4).run().model();
      assertEquals(PredictionKind.CLASSES, tuned.kind());
      assertEquals(List.of("blue", "red"), tuned.classes());
      assertEquals(2, tuned.classify(PICTURE, 5).predictions().size());
    }
  }

  @Test
  void theCasesOfOthers() {
    Model binary = Models.load(TestData.path("cases/binary-sigmoid.h5"));
    Predictions seen = binary.classify(Samples.picture(16, new Random(1)), 5);
    assertEquals(PredictionKind.BINARY, seen.kind());
    assertEquals(2, seen.predictions().size());
    assertEquals(1, seen.predictions().stream().mapToDouble(Prediction::probability).sum(), 1e-6);
    assertFalse(seen.best().probability() == 1, seen.toString());
    Model maps = Models.load(TestData.path("cases/segmentation-map-output.onnx"));
    says("the network gives maps [1, 5, 30, 30], not class scores", maps::kind);
  }

  private static void says(String words, Executable body) {
    RuntimeException e = assertThrows(UserException.class, body);
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(words), message);
    assertFalse(message.contains("\n"), message);
  }
}
