package fovea.format.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.format.ArrayDType;
import fovea.format.NamedArray;
import fovea.testdata.TestData;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that PyTorch wrote, read as PyTorch reads them. */
class TorchSharedFilesTest {

  @ParameterizedTest
  @CsvFileSource(resources = "samples.csv")
  void arraysOfSamples(
      String file, String name, ArrayDType type, String shape, String first, double sum) {
    NamedArray array =
        TorchFile.read(TestData.path("pth-samples").resolve(file)).find(name).orElseThrow();
    assertEquals(type, array.type());
    assertEquals(
        shape.equals("-") ? List.of() : Stream.of(shape.split(" ")).map(Long::valueOf).toList(),
        array.shape());
    double[] values = array.toDoubles();
    double[] expected = Stream.of(first.split(" ")).mapToDouble(Double::parseDouble).toArray();
    assertArrayEquals(expected, Arrays.copyOf(values, expected.length));
    assertEquals(sum, Arrays.stream(values).sum(), 1e-12 * Math.max(1, Math.abs(sum)));
  }

  @Test
  void everySampleIsListed() throws IOException {
    Path folder = TestData.path("pth-samples");
    try (var paths = Files.walk(folder);
        var table = getClass().getResourceAsStream("samples.csv")) {
      String listed = new String(table.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      for (Path path : paths.filter(path -> path.toString().endsWith(".pt")).toList()) {
        String name = folder.relativize(path).toString();
        long arrays = listed.lines().filter(line -> line.startsWith(name + ",")).count();
        assertEquals(arrays, TorchFile.read(path).arrays().size(), name);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-cifar10-pytorch/resnet20-12fca82f.th, 97, 271098, 139.7826495598208, 21349.562590950623, module.",
    "resnet-cifar10-pytorch/resnet56-4bfd9763.th, 277, 857082, 1427.879011697099, 41377.086271385946, module.",
    "cifar10-small-cnn-pytorch/cifar_torchvision.pt, 10, 62006, -442.37845372978336, 3514.2981792858873, ''",
    "mnist-cnn-pytorch/mnist.pt, 20, 376940, 7772.024714975333, 15033.46473321879, ''",
  })
  void pretrainedNetworks(
      String file, int arrays, long elements, double sum, double absolute, String prefix) {
    TorchFile read = TorchFile.read(TestData.path("pretrained").resolve(file));
    assertEquals(arrays, read.arrays().size());
    assertEquals(elements, read.arrays().stream().mapToLong(NamedArray::elements).sum());
    double[] all =
        read.arrays().stream().map(NamedArray::toDoubles).flatMapToDouble(Arrays::stream).toArray();
    assertEquals(sum, Arrays.stream(all).sum(), 1e-9 * absolute);
    assertEquals(absolute, Arrays.stream(all).map(Math::abs).sum(), 1e-9 * absolute);
    assertEquals(prefix, read.prefix());
  }

  @Test
  void skipsAndReportsWhatIsNoWeight() {
    Path folder = TestData.folder();
    assertEquals(
        List.of(new TorchFile.Skipped("best_prec1", "a number")),
        TorchFile.read(folder.resolve("pretrained/resnet-cifar10-pytorch/resnet20-12fca82f.th"))
            .skipped());
    assertEquals(
        List.of(new TorchFile.Skipped("my_config", "a dictionary without tensors")),
        TorchFile.read(
                folder.resolve("pth-samples/burn/pytorch-tests/config/weights_with_config.pt"))
            .skipped());
  }

  @Test
  void contentIsATree() {
    Path file =
        TestData.path("pth-samples").resolve("burn/pytorch-tests/config/weights_with_config.pt");
    var root = (TorchValue.Dict) TorchFile.read(file).content();
    var config = (TorchValue.Dict) root.find("my_config").orElseThrow();
    assertEquals(new TorchValue.Real(0.1), config.find("some_float").orElseThrow());
    assertEquals(new TorchValue.Truth(true), config.find("some_bool").orElseThrow());
    assertEquals(
        new TorchValue.Sequence(
            List.of(new TorchValue.Text("hello"), new TorchValue.Text("world"))),
        config.find("some_list_str").orElseThrow());
    assertEquals(512, ((TorchValue.Whole) config.find("d_model").orElseThrow()).toLong());
  }

  @Test
  void plainTensorsAreViewsOfTheFile() {
    Path file = TestData.path("pretrained").resolve("mnist-cnn-pytorch/mnist.pt");
    for (NamedArray array : TorchFile.read(file).arrays()) {
      assertEquals(true, array.data().isMapped(), array.name());
      assertEquals(true, array.data().isReadOnly(), array.name());
    }
  }

  @Test
  void viewsShareTheirStorage() {
    Path file = TestData.path("pth-samples").resolve("burn/reader/legacy_uncloned_views.pt");
    List<NamedArray> arrays = TorchFile.read(file).arrays();
    MemorySegment first = arrays.getFirst().data();
    MemorySegment second = arrays.getLast().data();
    assertEquals(40 * Float.BYTES, second.address() - first.address());
  }
}
