package fovea.format.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.JsonString;
import fovea.format.NamedArray;
import fovea.format.hdf5.KerasFile.Naming;
import fovea.testdata.TestData;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of files that Keras could have written. */
class KerasFileTest {

  @TempDir Path folder;

  @Test
  void readsWholeModels() {
    KerasFile read = KerasFile.read(H5.write(folder.resolve("model.h5"), H5::model));

    assertEquals("2.4.0", read.version());
    assertEquals("tensorflow", read.backend());
    assertEquals(new JsonString("Sequential"), read.model().member("class_name"));
    assertTrue(read.hasModel() && read.optimizer());
    assertEquals(Naming.NAMED, read.naming());
    assertEquals(List.of("conv", "dense"), read.layers().stream().map(KerasLayer::name).toList());
    NamedArray kernel = read.layers().get(0).weights().get(0);
    assertEquals("conv/kernel:0", kernel.name());
    assertEquals(List.of(3L, 3L, 2L, 4L), kernel.shape());
    assertArrayEquals(H5.numbers(0, 72), kernel.toFloats());
    assertArrayEquals(H5.numbers(100, 4), read.layers().get(0).weights().get(1).toFloats());
    assertArrayEquals(H5.numbers(-5, 12), read.layers().get(1).weights().get(0).toFloats());
  }

  @Test
  void readsWeightsOnly() {
    KerasFile read =
        KerasFile.read(
            H5.write(
                folder.resolve("weights.h5"),
                out -> {
                  out.putAttribute("layer_names", new String[] {"b", "a"});
                  H5.layer(out, "a", List.of("gamma"), H5.counting(1, 3));
                  H5.layer(out, "b", List.of("gamma"), H5.counting(2, 3));
                }));

    assertFalse(read.hasModel());
    assertFalse(read.optimizer());
    assertEquals("", read.version());
    assertEquals(List.of("b", "a"), read.layers().stream().map(KerasLayer::name).toList());
  }

  @Test
  void joinsListsThatKerasHasCut() {
    KerasFile read =
        KerasFile.read(
            H5.write(
                folder.resolve("cut.h5"),
                out -> {
                  out.putAttribute("layer_names0", new String[] {"a"});
                  out.putAttribute("layer_names1", new String[] {"b"});
                  H5.layer(out, "a", List.of("kernel"), H5.counting(1, 3));
                  H5.layer(out, "b", List.of("kernel"), H5.counting(2, 3));
                }));

    assertEquals(List.of("a", "b"), read.layers().stream().map(KerasLayer::name).toList());
  }

  @Test
  void readsDoublesAndCompressedPieces() {
    double[] doubles = {1.5, -2, 1e300};
    KerasFile read =
        KerasFile.read(
            H5.write(
                folder.resolve("types.h5"),
                out -> {
                  out.putAttribute("layer_names", new String[] {"a"});
                  WritableGroup layer = out.putGroup("a");
                  layer.putAttribute("weight_names", new String[] {"d", "z", "w"});
                  layer.putDataset("d", doubles);
                  layer.putDataset("z", H5.counting(0, 7, 5, 6), H5.gzip(3, 2, 4));
                  layer.putDataset("w", new int[] {1, -1, 1 << 30});
                }));

    List<NamedArray> weights = read.layers().getFirst().weights();
    assertArrayEquals(doubles, weights.get(0).toDoubles());
    assertEquals(List.of(7L, 5L, 6L), weights.get(1).shape());
    assertArrayEquals(H5.numbers(0, 210), weights.get(1).toFloats());
    assertArrayEquals(new long[] {1, -1, 1 << 30}, weights.get(2).toLongs());
  }

  @Test
  void readsNumberedWeightsOfKeras3() {
    KerasFile read = KerasFile.read(H5.write(folder.resolve("k3.weights.h5"), this::keras3));

    assertEquals(Naming.NUMBERED, read.naming());
    assertTrue(read.optimizer());
    assertEquals(
        List.of("conv2d", "functional/dense"),
        read.layers().stream().map(KerasLayer::name).sorted().toList());
    KerasLayer conv =
        read.layers().stream().filter(l -> l.name().equals("conv2d")).findFirst().orElseThrow();
    assertEquals(List.of("0", "1"), conv.weights().stream().map(NamedArray::name).toList());
  }

  @Test
  void readsWeightsOfKeras213() {
    KerasFile read =
        KerasFile.read(
            H5.write(
                folder.resolve("k213.weights.h5"),
                root -> {
                  WritableGroup layers = root.putGroup("_layer_checkpoint_dependencies");
                  WritableGroup conv = layers.putGroup("conv2d").putGroup("vars");
                  conv.putDataset("0", H5.counting(0, 3, 3, 1, 2));
                }));

    assertEquals("conv2d", read.layers().getFirst().name());
  }

  @Test
  void namesAreUtf8WhateverTheFileSaysOfThem() {
    KerasFile written =
        KerasFile.read(
            H5.write(
                folder.resolve("names.h5"),
                out -> {
                  out.putAttribute("layer_names", new String[] {"größe", "層"});
                  H5.layer(out, "größe", List.of("kernel"), H5.counting(1, 3));
                  H5.layer(out, "層", List.of("kernel"), H5.counting(2, 3));
                }));
    assertEquals(List.of("größe", "層"), written.layers().stream().map(KerasLayer::name).toList());
    assertEquals("層/kernel:0", written.layers().getLast().weights().getFirst().name());

    // h5py marks the bytes that Keras gives it as ASCII.
    KerasFile marked = KerasFile.read(TestData.path("cases/layer-name-non-ascii.h5"));
    assertTrue(
        marked.layers().stream().anyMatch(layer -> layer.name().equals("größe")),
        marked.layers()::toString);
  }

  @Test
  void readsArchivesOfKeras3() throws IOException {
    Path weights = H5.write(folder.resolve("w.h5"), this::keras3);
    Path archive = folder.resolve("model.keras");
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      entry(zip, "metadata.json", "{\"keras_version\": \"3.4.1\"}".getBytes());
      entry(zip, "config.json", "{\"class_name\": \"Functional\", \"config\": {}}".getBytes());
      entry(zip, "model.weights.h5", Files.readAllBytes(weights));
    }

    KerasFile read = KerasFile.read(archive);

    assertEquals("3.4.1", read.version());
    assertEquals(new JsonString("Functional"), read.model().member("class_name"));
    assertEquals(2, read.layers().size());
  }

  @Test
  void readsThePublishedResNet8() {
    Path file = TestData.path("pretrained/resnet8-cifar10-keras").resolve("pretrainedResnet.h5");
    KerasFile read = KerasFile.read(file);

    assertTrue(read.version().startsWith("2.4"), read.version());
    assertTrue(read.hasModel() && read.optimizer());
    long parameters =
        read.layers().stream()
            .flatMap(layer -> layer.weights().stream())
            .mapToLong(NamedArray::elements)
            .sum();
    assertEquals(78_666, parameters);
  }

  private void keras3(WritableGroup root) {
    WritableGroup layers = root.putGroup("layers");
    WritableGroup conv = layers.putGroup("conv2d").putGroup("vars");
    conv.putDataset("0", H5.counting(0, 3, 3, 1, 2));
    conv.putDataset("1", H5.counting(9, 2));
    layers.putGroup("flatten").putGroup("vars");
    WritableGroup nested = layers.putGroup("functional").putGroup("layers");
    nested.putGroup("dense").putGroup("vars").putDataset("0", H5.counting(0, 4, 2));
    root.putGroup("optimizer").putGroup("vars").putDataset("0", H5.counting(0, 1));
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
  }
}
