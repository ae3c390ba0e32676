package fovea.format.hdf5;

import fovea.format.FormatException;
import fovea.format.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Keras 3's archive: a zip file with the description of the model and an HDF5 file of weights. */
final class KerasArchive {
  private static final String MODEL = "config.json";
  private static final String ABOUT = "metadata.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final int LONGEST_TEXT = 64 << 20;

  private KerasArchive() {}

  /** Whether a file begins like a zip file. */
  static boolean isZip(MemorySegment content) {
    return content.byteSize() > 4
        && content.get(ValueLayout.JAVA_BYTE, 0) == 'P'
        && content.get(ValueLayout.JAVA_BYTE, 1) == 'K'
        && content.get(ValueLayout.JAVA_BYTE, 2) == 3
        && content.get(ValueLayout.JAVA_BYTE, 3) == 4;
  }

  /** Reads all of it but the state of the optimizer. */
  static KerasFile read(Path file) {
    try (var zip = new ZipFile(file.toFile())) {
      String model = new String(entry(zip, MODEL, LONGEST_TEXT), StandardCharsets.UTF_8);
      String about =
          zip.getEntry(ABOUT) == null
              ? "{}"
              : new String(entry(zip, ABOUT, LONGEST_TEXT), StandardCharsets.UTF_8);
      byte[] weights = entry(zip, WEIGHTS, Integer.MAX_VALUE - 8);
      KerasFile read = KerasReader.read(new Hdf5(MemorySegment.ofArray(weights)));
      JsonObject metadata = KerasReader.json(about);
      String version =
          metadata.find("keras_version").isPresent() ? metadata.string("keras_version") : "";
      return new KerasFile(
          version,
          read.backend(),
          KerasReader.json(model),
          read.layers(),
          read.naming(),
          read.optimizer());
    } catch (IOException e) {
      throw new FormatException(
          "zip file",
          "expected a Keras archive, found one that is damaged or cut short",
          Hdf5.AGAIN);
    }
  }

  private static byte[] entry(ZipFile zip, String name, int longest) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new FormatException(
          "zip file", "expected " + name + " in a Keras archive, found none", "Name a .keras file");
    }
    // Keras stores without compression; a claim far beyond the packed size is a bomb.
    long most = Math.min(longest, (1L << 20) + 32 * Math.max(0, entry.getCompressedSize()));
    try (InputStream content = zip.getInputStream(entry)) {
      byte[] bytes = content.readNBytes((int) most);
      if (content.read() >= 0) {
        throw new FormatException(
            "zip file", "expected a usual size of " + name + ", found far more", Hdf5.AGAIN);
      }
      return bytes;
    }
  }
}
