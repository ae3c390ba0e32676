package fovea.testkit.pretrained;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fovea.data.DataLoader;
import fovea.data.InMemoryPictures;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.picture.PictureFile;
import fovea.data.pixels.ChannelOrder;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Framing;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import fovea.data.resize.Resize;
import fovea.data.sets.Data;
import fovea.data.sets.DataOptions;
import fovea.keras.KerasModel;
import fovea.nn.Classifier;
import fovea.nn.Layer;
import fovea.nn.StateMapping;
import fovea.onnx.OnnxNetwork;
import fovea.testdata.TestData;
import fovea.train.Evaluator;
import fovea.train.metric.Evaluation;
import fovea.train.metric.Metric;
import fovea.train.task.Task;
import fovea.zoo.Zoo;
import fovea.zoo.weights.Pretrained;
import fovea.zoo.weights.WeightFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Published weights classify as many pictures correctly as they do elsewhere, from the files of
 * pixels to the last class. Of CIFAR-10 and MNIST these are the first test pictures, and in a long
 * test all of them.
 */
class PretrainedAccuracyTest {
  private static final int FIRST = 2_000;
  private static final int BATCH = 250;

  /** A picture whose two best classes are as good as equal may fall either way. */
  private static final int TOLERANCE = 5;

  /**
   * How many pictures are classified correctly.
   *
   * @param first of the first 2,000, as measured here
   * @param all of 10,000, as measured with ONNX Runtime
   */
  private record Right(int first, int all) {}

  /** A network with weights, and what it is tried on. */
  private record Case(
      String name, String set, Normalization values, Right right, Supplier<Layer> model) {}

  private static List<Case> cases() {
    Normalization symmetric = range(3, 0.5, 0.5);
    Normalization mnist = range(1, 0.1307, 0.3081);
    return List.of(
        new Case(
            "resnet20",
            "cifar-10",
            Normalization.imagenet(),
            new Right(1833, 9173),
            () -> residual("cifar_resnet20", "resnet20-12fca82f.th")),
        new Case(
            "resnet56",
            "cifar-10",
            Normalization.imagenet(),
            new Right(1859, 9339),
            () -> residual("cifar_resnet56", "resnet56-4bfd9763.th")),
        new Case(
            "resnet8 of Keras",
            "cifar-10",
            Normalization.raw(),
            new Right(1758, 8719),
            () -> ofKeras("resnet8-cifar10-keras/pretrainedResnet.h5")),
        new Case(
            "small network on CIFAR-10",
            "cifar-10",
            symmetric,
            new Right(1198, 5907),
            () -> filled(new CifarCnn(), "cifar10-small-cnn-pytorch/cifar_torchvision.pt")),
        new Case(
            "small network on MNIST, .pt",
            "mnist",
            mnist,
            new Right(1976, 9915),
            () -> filled(new MnistCnn(), "mnist-cnn-pytorch/mnist.pt")),
        new Case(
            "small network on MNIST, .safetensors",
            "mnist",
            mnist,
            new Right(1978, 9917),
            () -> filled(new MnistCnn(), "mnist-cnn-pytorch/mnist.safetensors")));
  }

  @TestFactory
  Stream<DynamicTest> firstPictures() {
    return cases().stream()
        .map(
            network ->
                dynamicTest(
                    network.name(),
                    () -> check(network, pictures(network).first(FIRST), network.right().first())));
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> allPictures() {
    return cases().stream()
        .map(
            network ->
                dynamicTest(
                    network.name(),
                    () -> check(network, pictures(network), network.right().all())));
  }

  @Test
  void mobileNetOnPhotos() throws IOException {
    String file = "mobilenet_v2-imagenet/mobilenet_v2_1.0_224-imagenet.safetensors";
    checkPhotos("mobilenet_v2:padding=same", file, Preprocessing.tf(224, 256), List.of(85, 99));
  }

  @Test
  void squeezeNetOnPhotos() throws IOException {
    String file = "squeezenet-imagenet/squeezenet1_0-deep-compression.safetensors";
    var values =
        new Normalization(
            ChannelOrder.RGB, 1, List.of(123.0, 117.0, 104.0), Collections.nCopies(3, 1.0));
    Preprocessing pixels = Preprocessing.raw(224, 256).values(values);
    checkPhotos("squeezenet1_0", file, pixels, List.of(59, 84));
  }

  private static Layer residual(String network, String file) {
    Path weights = TestData.path("pretrained/resnet-cifar10-pytorch/" + file);
    return Pretrained.of(Zoo.architecture(network), WeightFile.read(weights)).load();
  }

  private static Layer ofKeras(String file) {
    return switch (KerasModel.read(TestData.path("pretrained/" + file))) {
      case KerasModel.Graph graph -> OnnxNetwork.of(graph.model());
      case KerasModel.ZooWeights weights -> throw new AssertionError(weights.network());
    };
  }

  private static Layer filled(Layer model, String file) {
    Path weights = TestData.path("pretrained/" + file);
    StateMapping.of(model, WeightFile.read(weights).tensors()).load();
    return model;
  }

  /** {@code (x / 255 - mean) / deviation} in every channel. */
  private static Normalization range(int channels, double mean, double deviation) {
    return Normalization.unit(channels)
        .mean(Collections.nCopies(channels, mean))
        .deviation(Collections.nCopies(channels, deviation));
  }

  private static PictureSet pictures(Case network) {
    Path folder = TestData.path(network.set()).getParent();
    DataOptions options = DataOptions.defaults().folder(folder).offline(true);
    return Data.named(network.set(), Split.TEST, options);
  }

  private static void check(Case network, PictureSet pictures, int expected) {
    Preprocessing preprocessing = Preprocessing.plain(pictures.info()).values(network.values());
    Evaluation found =
        evaluate(network.model().get(), new DataLoader(pictures, preprocessing, BATCH));
    assertEquals(expected, right(found, 1), TOLERANCE);
  }

  private static void checkPhotos(
      String network, String file, Preprocessing preprocessing, List<Integer> expected)
      throws IOException {
    PictureSet photos = photos(TestData.path("imagenet/imagenet-samples"), preprocessing);
    WeightFile weights = WeightFile.read(TestData.path("pretrained/" + file));
    Classifier model = Pretrained.of(Zoo.architecture(network), weights).load();
    Evaluation found = evaluate(model, new DataLoader(photos, preprocessing, 10));
    assertEquals(expected, List.of(right(found, 1), right(found, 5)));
  }

  private static Evaluation evaluate(Layer model, DataLoader pictures) {
    Task task = Task.classification().measuring(Metric.topK(1), Metric.topK(5));
    return Evaluator.of(model, task).run(pictures);
  }

  private static int right(Evaluation found, int best) {
    return Math.toIntExact(Math.round(found.metric("top" + best) * found.n()));
  }

  /** Photos whose names begin with the number of their class. */
  private static PictureSet photos(Path folder, Preprocessing preprocessing) throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      List<Path> files = listed.sorted().toList();
      int bytes = preprocessing.picture().values();
      MemorySegment pictures = Arena.ofAuto().allocate((long) files.size() * bytes);
      for (int i = 0; i < files.size(); i++) {
        byte[] pixels = photo(files.get(i), preprocessing.geometry()).pixels();
        MemorySegment.copy(MemorySegment.ofArray(pixels), 0, pictures, (long) i * bytes, bytes);
      }
      int[] labels =
          files.stream()
              .mapToInt(file -> Integer.parseInt(file.getFileName().toString().substring(0, 3)))
              .toArray();
      List<String> classes = IntStream.range(0, 1000).mapToObj(Integer::toString).toList();
      var info =
          new DataInfo(
              "photos", "photos of ImageNet", preprocessing.picture(), classes, Framing.PHOTO);
      return new InMemoryPictures(info, pictures, labels);
    }
  }

  private static Picture photo(Path file, Geometry geometry) {
    Picture picture = PictureFile.read(file).channels(3);
    PictureShape shape = geometry.picture();
    return Resize.scaleAndCrop(picture, geometry.scaling(), shape.height(), shape.width());
  }
}
