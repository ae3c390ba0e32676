package fovea.app.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.InitialWeights;
import fovea.app.PhotoFiles;
import fovea.app.result.ResultFolder;
import fovea.app.session.Exit;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.train.StopSignal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainModelTest {
  private static final float[] TWO = {-1, 0, 4, 4, 0, -1};
  private static int folders;

  @TempDir private static Path folder;
  private static Path red;
  private static Path blue;
  private static Path labels;
  private static Path model;

  @BeforeAll
  static void prepare() throws IOException {
    Path photos = PhotoFiles.write(folder.resolve("photos"), 1, 1);
    red = photos.resolve("red/00.png");
    blue = photos.resolve("blue/00.png");
    labels = Files.writeString(folder.resolve("labels.txt"), "blue\nred\n");
    model = SmallNetworks.convolutional(folder.resolve("net.onnx"), "Softmax", TWO);
  }

  private static Path fresh() {
    return folder.resolve("out-" + folders++);
  }

  private static CommandRun explain(Object... more) {
    return CommandRun.of(
        Stream.concat(
                Stream.of("explain", model, "--labels", labels, "--out", fresh()), Stream.of(more))
            .toArray());
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.values().stream().map(JsonObject.class::cast).toList();
  }

  @Test
  void looksAtThePredictedClassAndTheLastConvolution() {
    var done = explain(red, "--json");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    JsonObject picture = objects(done.object().array("pictures")).getFirst();
    assertEquals("red", picture.string("class"));
    assertTrue(picture.real("probability") > 0.5, done.out());
    List<JsonObject> results = objects(picture.array("results"));
    assertEquals(
        List.of("grad-cam", "top-5", "feature-maps"),
        results.stream().map(result -> result.string("method")).toList());
    results.forEach(result -> assertTrue(Files.exists(Path.of(result.string("file"))), done.out()));
    assertTrue(done.messages().contains("class: red (predicted, "), done.messages());
    assertTrue(done.messages().contains("layer: relu (last convolution)"), done.messages());
    assertTrue(Files.exists(Path.of(done.object().string("page"))));
    assertTrue(Files.exists(Path.of(done.object().string("contact_sheet"))));
  }

  @Test
  void everyMethodLooksAtAPicture() {
    var done =
        explain(
            red,
            "--method",
            "all",
            "--masks",
            16,
            "--samples",
            2,
            "--steps",
            4,
            "--truth",
            "red",
            "--signed",
            "--json");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    JsonObject picture = objects(done.object().array("pictures")).getFirst();
    List<String> methods =
        objects(picture.array("results")).stream().map(one -> one.string("method")).toList();
    assertEquals(ExplainMethods.ofPictures().stream().map(ExplainMethod::name).toList(), methods);
  }

  @Test
  void theNetworkAndADataSetAreLookedAt() throws IOException {
    Path photos = red.getParent().getParent();
    var done =
        explain(
            "--method",
            "filters,maximize,top9,evaluation",
            "--layer",
            "relu",
            "--unit",
            "0,2",
            "--steps",
            2,
            "--size",
            8,
            "--regularize",
            "l2=0.5",
            "--data",
            photos,
            "--json");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    List<JsonObject> network = objects(done.object().array("network"));
    assertEquals(4, network.size());
    JsonObject evaluated = objects(network.getLast().array("results")).getFirst();
    assertEquals(1, evaluated.object("measures").real("accuracy"));
    assertTrue(evaluated.string("page").endsWith("evaluation.html"), evaluated.string("page"));
    assertTrue(Files.exists(Path.of(evaluated.string("page"))));
    JsonObject patches = objects(network.get(2).array("results")).getFirst();
    assertTrue(patches.string("page").endsWith("top9-relu.html"), patches.string("page"));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    var refused = explain("--method", "top9", "--data", empty);
    assertEquals(Exit.FAILED, refused.exit());
    assertTrue(refused.messages().contains("expected a folder with pictures, found none"));
    var spectrum =
        explain(
            "--method",
            "maximize",
            "--layer",
            "relu",
            "--unit",
            "0",
            "--steps",
            2,
            "--maco",
            "--data",
            photos);
    assertEquals(Exit.DONE, spectrum.exit(), spectrum.messages());
    var idle = explain("--method", "maximize", "--class", "red", "--data", photos);
    assertEquals(Exit.USAGE, idle.exit());
    assertTrue(idle.messages().contains("--data: changes nothing in maximize"), idle.messages());
    var aimless = explain("--method", "maximize");
    assertEquals(Exit.USAGE, aimless.exit());
    assertTrue(aimless.messages().contains("maximize expects a class"), aimless.messages());
  }

  @Test
  void printsTheFilesThatItWrites() throws IOException {
    Path out = fresh();
    var done =
        CommandRun.of(
            "explain",
            model,
            blue,
            red,
            "--out",
            out,
            "--method",
            "gradient",
            "--class",
            "1",
            "--values");
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(done.messages().contains(red + ": class: class 1 ("), done.messages());
    List<String> lines = done.out().lines().toList();
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(files.map(Path::toString).sorted().toList(), lines.stream().sorted().toList());
    }
    assertEquals(
        List.of(
            "00-gradient.png",
            "00-gradient.npy",
            "00-2-gradient.png",
            "00-2-gradient.npy",
            "contact-sheet.png",
            "index.html"),
        lines.stream().map(line -> Path.of(line).getFileName().toString()).toList());
    ByteBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(out.resolve("00-gradient.npy")));
    assertEquals((byte) 0x93, numbers.get(0));
    int header = numbers.order(ByteOrder.LITTLE_ENDIAN).getShort(8);
    assertEquals(0, (10 + header) % 64);
    assertEquals(10 + header + 4 * 8 * 8, numbers.capacity());
  }

  @Test
  void replacesNothingUnlessForced() {
    Path out = fresh();
    Object[] line = {"explain", model, red, "--out", out, "--method", "gradient"};
    assertEquals(Exit.DONE, CommandRun.of(line).exit());
    var refused = CommandRun.of(line);
    assertEquals(Exit.USAGE, refused.exit());
    assertTrue(refused.messages().contains("--out: expected a new or an empty folder"));
    var forced = CommandRun.of(Stream.concat(Stream.of(line), Stream.of("--force")).toArray());
    assertEquals(Exit.DONE, forced.exit(), forced.messages());
  }

  @Test
  void whatNobodyHasNamedNeverTakesAPlace() throws IOException {
    String name = fresh().toString();
    for (String expected : List.of(name, name + "-2", name + "-3")) {
      Path file = ResultFolder.fresh(name).file("a.png");
      assertEquals(Path.of(expected, "a.png"), file);
    }
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("--layer rely", Exit.FAILED, "did you mean relu?"),
        Arguments.of("--layer scores", Exit.FAILED, "expected maps [n, c, h, w], found"),
        Arguments.of("--class 2", Exit.FAILED, "class: expected 0 to 1, found 2"),
        Arguments.of("--class bleu", Exit.FAILED, "did you mean blue?"),
        Arguments.of("--method gradcam", Exit.USAGE, "there is no method 'gradcam'; did you mean"),
        Arguments.of("--method top-5,nothing-like-it", Exit.USAGE, "--list explains all of them"),
        Arguments.of(
            "--method gradient --steps 8", Exit.USAGE, "--steps: changes nothing in gradient"),
        Arguments.of("--method gradient --layer relu", Exit.USAGE, "--layer: changes nothing in"),
        Arguments.of("--data digits", Exit.USAGE, "--data: changes nothing in grad-cam"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsASentence(String line, int exit, String sentence) {
    int before = folders;
    var refused = explain(Stream.concat(Stream.of(red), Stream.of(line.split(" "))).toArray());
    assertEquals(exit, refused.exit(), refused.messages());
    String last = refused.messages().lines().toList().getLast();
    assertTrue(last.startsWith("fovea") && last.contains(sentence), last);
    assertEquals("", refused.out());
    assertFalse(Files.exists(folder.resolve("out-" + before)), "nothing is left");
  }

  @Test
  void whatIsMissingIsASentence() {
    var noPicture = CommandRun.of("explain", model);
    assertEquals(Exit.USAGE, noPicture.exit());
    assertTrue(
        noPicture
            .messages()
            .contains("PICTURE: expected pictures for grad-cam, top-5, feature-maps"));
    var noModel = CommandRun.of("explain");
    assertEquals(Exit.USAGE, noModel.exit());
    assertTrue(noModel.messages().contains("MODEL: expected a model, found none"));
    var listed = CommandRun.of("explain", "--list");
    assertEquals(Exit.DONE, listed.exit());
    assertTrue(listed.out().contains("grad-cam "), listed.out());
  }

  @Test
  void aBadPictureDoesNotKeepTheOthersFromBeingLookedAt() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.png"), "no picture");
    var done = explain(text, red, "--method", "gradient", "--json");
    assertEquals(Exit.FAILED, done.exit());
    assertTrue(done.messages().contains("fovea: " + text + ": expected a picture, found text"));
    assertEquals(1, done.object().array("pictures").values().size());
  }

  @Test
  void aNetworkWithoutConvolutionsIsLookedAtByItsPixels() {
    Path flat = SmallNetworks.flat(folder.resolve("flat.onnx"), "Softmax", TWO);
    var done = CommandRun.of("explain", flat, red, "--out", fresh());
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertTrue(done.messages().contains("the network has no convolutions"), done.messages());
    assertTrue(done.out().contains("00-gradient.png"), done.out());
    var refused = CommandRun.of("explain", flat, red, "--method", "grad-cam", "--out", fresh());
    assertEquals(Exit.FAILED, refused.exit());
    assertTrue(refused.messages().contains("expected a network with convolutions, found none"));
  }

  @Test
  void labelsAndTwoClassesAreExplained() {
    Path several = SmallNetworks.convolutional(folder.resolve("labels.onnx"), "Sigmoid", TWO);
    var labelled = CommandRun.of("explain", several, red, "--out", fresh());
    assertEquals(Exit.DONE, labelled.exit(), labelled.messages());
    Path one = SmallNetworks.convolutional(folder.resolve("one.onnx"), "Sigmoid", 4, 0, -4);
    var binary = CommandRun.of("explain", one, blue, "--out", fresh(), "--labels", labels);
    assertEquals(Exit.DONE, binary.exit(), binary.messages());
    assertTrue(binary.messages().contains("class: blue (predicted, "), binary.messages());
  }

  @Test
  void whatGivesNoClassesIsRefused() {
    Path number = SmallNetworks.convolutional(folder.resolve("number.onnx"), "Identity", 4, 0, -4);
    var refused = CommandRun.of("explain", number, red, "--out", fresh());
    assertEquals(Exit.FAILED, refused.exit());
    assertTrue(refused.messages().contains("the network gives one number"), refused.messages());
    Path headless =
        InitialWeights.write(
            folder.resolve("headless.safetensors"),
            "cifar_resnet20",
            name -> name.startsWith("linear") ? "old" + name : name);
    var untrained =
        CommandRun.of("explain", headless, red, "--arch", "cifar_resnet20", "--partial");
    assertEquals(Exit.FAILED, untrained.exit());
    assertTrue(untrained.messages().contains("fine-tune it on your pictures first"));
  }

  @Test
  void whoStopsKeepsWhatIsThere() {
    var stop = new StopSignal();
    stop.request();
    Path out = fresh();
    var done = CommandRun.stoppedBy(stop, "explain", model, red, "--out", out);
    assertEquals(Exit.INTERRUPTED, done.exit());
    assertFalse(Files.exists(out), "nothing was found yet");
  }
}
