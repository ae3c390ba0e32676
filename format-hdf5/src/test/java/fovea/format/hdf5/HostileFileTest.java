package fovea.format.hdf5;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no files of Keras, damaged, or made to do harm. */
class HostileFileTest {

  @TempDir Path folder;
  private byte[] model;

  @BeforeEach
  void writeModel() throws IOException {
    model = Files.readAllBytes(H5.write(folder.resolve("model.h5"), H5::model));
  }

  @Test
  void aFolderAndAMissingFile() {
    refused("expected a file of Keras, found a folder", folder);
    refused("expected a file of Keras, found none", folder.resolve("none.h5"));
  }

  @Test
  void otherFiles() throws IOException {
    refused("found an empty file", file(new byte[0]));
    refused("expected HDF5's signature", file("safetensors".repeat(100).getBytes(UTF_8)));
  }

  @Test
  void anHdf5FileOfOthers() {
    Path other = H5.write(folder.resolve("other.h5"), out -> out.putDataset("a", new int[] {1}));
    refused("found no list of layers", other);
  }

  @Test
  void filesThatEndTooEarly() throws IOException {
    for (int length = 0; length < model.length; length += 7) {
      refused("expected", file(Arrays.copyOf(model, length)));
    }
  }

  @Test
  void aLinkThatLeadsNowhere() throws IOException {
    byte[] weights = new Patch(model).softLink("model_weights", "model_weig", "/nowhere").sealed();
    refused("found a link to elsewhere", file(weights));
  }

  @Test
  void groupsThatContainThemselves() throws IOException {
    Path numbered =
        H5.write(
            folder.resolve("numbered.h5"),
            out -> {
              WritableGroup layers = out.putGroup("layers");
              for (String name : List.of("model_a", "model_b", "model_c")) {
                layers.putGroup(name).putGroup("vars").putDataset("0", H5.counting(0, 2));
              }
            });
    byte[] bytes = Files.readAllBytes(numbered);
    // The outermost group lies right after the 48 bytes of the file's start.
    byte[] circle = new Patch(bytes).lead("model_a", 48).lead("model_b", 48).sealed();
    refused("", file(circle));
  }

  @Test
  void sizesThatLie() throws IOException {
    byte[] sizes = Patch.longs(3, 3, 2, 4);
    for (long lie : new long[] {1L << 20, 1L << 31, 1L << 40, 1L << 62, -1}) {
      byte[] larger = new Patch(model).replace(sizes, Patch.longs(lie, lie, 2, 4)).sealed();
      refused("", file(larger));
    }
    byte[] negative = new Patch(model).replace(sizes, Patch.longs(3, -3, -2, 4)).sealed();
    refused("", file(negative));
  }

  @Test
  void fewBytesThatUnpackToMany() {
    float[] zeros = new float[20 << 20];
    Path bomb =
        H5.write(
            folder.resolve("bomb.h5"),
            out -> {
              out.putAttribute("layer_names", new String[] {"a"});
              WritableGroup layer = out.putGroup("a");
              layer.putAttribute("weight_names", new String[] {"w"});
              layer.putDataset("w", zeros, H5.gzip(1 << 20));
            });
    refused("expected arrays that fit into memory", bomb);
  }

  @Test
  void piecesThatAreNotThere() throws IOException {
    Path packed =
        H5.write(
            folder.resolve("packed.h5"),
            out -> {
              out.putAttribute("layer_names", new String[] {"a"});
              WritableGroup layer = out.putGroup("a");
              layer.putAttribute("weight_names", new String[] {"w"});
              layer.putDataset("w", new float[4096][3], H5.gzip(4096, 3));
            });
    byte[] larger =
        new Patch(Files.readAllBytes(packed))
            .replace(Patch.longs(4096, 3), Patch.longs(8192, 3))
            .sealed();
    refused("", file(larger));
  }

  @Test
  void aCompressionThatNobodyHas() {
    Path texts =
        H5.write(
            folder.resolve("texts.h5"),
            out -> {
              out.putAttribute("layer_names", new String[] {"a"});
              WritableGroup layer = out.putGroup("a");
              layer.putAttribute("weight_names", new String[] {"w"});
              layer.putDataset("w", new String[] {"no", "numbers"});
            });
    refused("expected whole or real numbers of a usual size", texts);
  }

  @Test
  void zipFilesThatAreNoArchives() throws IOException {
    Path zip = folder.resolve("other.keras");
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("readme.txt"));
    }
    refused("expected config.json in a Keras archive, found none", zip);
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("config.json"));
      out.write(new byte[50 << 20]);
    }
    refused("found far more", zip);
    refused("damaged or cut short", file(new byte[] {'P', 'K', 3, 4, 5, 6}));
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("hostile.h5"), bytes);
  }

  private static void refused(String problem, Path file) {
    FormatException refusal =
        assertTimeoutPreemptively(
            Duration.ofMinutes(1),
            () -> assertThrows(FormatException.class, () -> KerasFile.read(file)));
    String message = refusal.getMessage();
    assertTrue(message.contains(problem), message);
    assertTrue(message.startsWith(file.toString()), message);
    assertFalse(message.contains("\n"), message);
    assertEquals('.', message.charAt(message.length() - 1));
  }
}
