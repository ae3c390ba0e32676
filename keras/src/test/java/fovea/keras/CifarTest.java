package fovea.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.nn.Layer;
import fovea.onnx.OnnxNetwork;
import fovea.testdata.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** A published model of Keras on the photos that it was trained for. */
class CifarTest {
  private static final int PIXELS = 3 * 32 * 32;

  @Test
  void theResNet8OfMlPerfTiny() throws IOException {
    Path file = TestData.path("pretrained/resnet8-cifar10-keras").resolve("pretrainedResnet.h5");
    Path photos = TestData.path("cifar-10").resolve("test_batch.bin.gz");

    KerasModel.Graph read = (KerasModel.Graph) KerasModel.read(file);

    assertEquals(0, read.mapping().stream().filter(row -> row.to().isEmpty()).count());
    assertTrue(read.notes().toString().contains("softmax"), read.notes()::toString);
    int count = Integer.getInteger("fovea.cifar", 2_000);
    int right = 0;
    Layer network = OnnxNetwork.of(read.model());
    byte[] records = records(photos, count);
    for (int first = 0; first < count; first += 500) {
      right += right(network, records, first);
    }
    System.out.println(right + " of " + count);
    // The published figure is that of all; of the first 2,000 it was measured.
    assertEquals(count == 10_000 ? 8_719 : 1_758, right, 5);
  }

  private static int right(Layer network, byte[] records, int first) {
    float[] pictures = new float[500 * PIXELS];
    for (int i = 0; i < pictures.length; i++) {
      pictures[i] = records[record(first + i / PIXELS) + 1 + i % PIXELS] & 0xFF;
    }
    float[] logits = Engine.run(network, pictures, 500, 3, 32, 32);
    int right = 0;
    for (int n = 0; n < 500; n++) {
      int best = 0;
      for (int c = 1; c < 10; c++) {
        best = logits[n * 10 + c] > logits[n * 10 + best] ? c : best;
      }
      right += best == records[record(first + n)] ? 1 : 0;
    }
    return right;
  }

  private static int record(int index) {
    return index * (PIXELS + 1);
  }

  private static byte[] records(Path file, int count) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readNBytes(record(count));
    }
  }
}
