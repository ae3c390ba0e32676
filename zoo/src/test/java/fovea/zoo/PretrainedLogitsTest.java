package fovea.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import fovea.graph.Compiled;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Classifier;
import fovea.testdata.TestData;
import fovea.zoo.weights.Pretrained;
import fovea.zoo.weights.WeightFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks with weights of others give the logits that ONNX Runtime has computed with them. */
class PretrainedLogitsTest {
  private static final double TOLERANCE = 1e-3;

  /** What is done to the bytes of a channel. */
  private interface Rule {
    double apply(int channel, double value);
  }

  @Test
  void mobileNetSeesPhotosAsTensorFlowDoes() throws IOException {
    Classifier network =
        load("mobilenet_v2:padding=same", "mobilenet_v2-imagenet", "1.0_224-imagenet.safetensors");
    HostBuffer photos = photos((_, value) -> value / 127.5 - 1);
    compare(network, photos, "imagenet_crops_mobilenet_v2_1.0_logits.npy");
  }

  @Test
  void squeezeNetSeesPhotosAsCaffeDoes() throws IOException {
    Classifier network = load("squeezenet1_0", "squeezenet-imagenet", ".safetensors");
    double[] means = {123, 117, 104};
    HostBuffer photos = photos((channel, value) -> value - means[channel]);
    compare(network, photos, "imagenet_crops_squeezenet1_0_logits.npy");
  }

  @ParameterizedTest
  @CsvSource({"20, resnet20-12fca82f.th", "56, resnet56-4bfd9763.th"})
  void residualNetworksSeeCifar(int depth, String file) throws IOException {
    Classifier network = load("cifar_resnet" + depth, "resnet-cifar10-pytorch", file);
    compare(network, cifar(100), "cifar10_resnet" + depth + "_logits_first100.npy");
  }

  private static Classifier load(String spec, String folder, String ending) {
    Path file = TestData.files("pretrained/" + folder, ending).getFirst();
    return Pretrained.of(Zoo.architecture(spec), WeightFile.read(file)).load();
  }

  private static void compare(Classifier network, HostBuffer pictures, String reference)
      throws IOException {
    HostBuffer logits =
        Compiled.of(in -> List.of(in.getFirst().apply(network)))
            .on(TorchNetworksTest.fastest())
            .call(List.of(pictures))
            .getFirst();
    double[] expected = Npy.read(TestData.files("reference", reference).getFirst()).values();
    assertArrayEquals(expected, logits.doubles(), TOLERANCE);
  }

  /** Ten photos, cut to 224×224. */
  private static HostBuffer photos(Rule rule) throws IOException {
    Npy crops =
        Npy.read(TestData.files("reference", "imagenet_crops_u8_10x224x224x3.npy").getFirst());
    int pixels = crops.shape()[1] * crops.shape()[2];
    HostBuffer photos = HostBuffer.allocate(TensorType.f32(crops.shape()[0], 3, 224, 224));
    for (int i = 0; i < crops.values().length; i++) {
      int channel = i % 3;
      int photo = i / (3 * pixels);
      long place = (photo * 3L + channel) * pixels + i / 3 % pixels;
      photos.set(place, rule.apply(channel, crops.values()[i]));
    }
    return photos;
  }

  /** The first pictures of CIFAR-10's test batch, a label before each. */
  private static HostBuffer cifar(int count) throws IOException {
    double[] means = {0.485, 0.456, 0.406};
    double[] deviations = {0.229, 0.224, 0.225};
    Path batch = TestData.files("cifar-10", "test_batch.bin.gz").getFirst();
    HostBuffer pictures =
        HostBuffer.allocate(new TensorType(Shape.of(count, 3, 32, 32), DType.F32));
    try (InputStream in = new GZIPInputStream(Files.newInputStream(batch))) {
      for (int n = 0; n < count; n++) {
        byte[] picture = in.readNBytes(1 + 3 * 1024);
        for (int i = 0; i < 3 * 1024; i++) {
          double value = Byte.toUnsignedInt(picture[i + 1]) / 255.0;
          int channel = i / 1024;
          pictures.set(n * 3072L + i, (value - means[channel]) / deviations[channel]);
        }
      }
    }
    return pictures;
  }
}
