package fovea.app;

import fovea.format.FormatException;
import fovea.format.Safetensors;
import fovea.train.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** What kind of model a file is, by its content where that tells, else by its name. */
enum ModelKind {
  /** One that this program has written. */
  FOVEA,
  /** Weights by name and nothing else, in safetensors or PyTorch's formats. */
  WEIGHTS,
  /** A whole network in ONNX. */
  ONNX,
  /** Keras's weights, with or without the network, in HDF5. */
  KERAS;

  private static final int START = 9;
  private static final int JSON = 8;
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

  /**
   * Looks at the beginning of a file.
   *
   * @throws FormatException if there is none
   */
  static ModelKind of(Path file) {
    byte[] start = start(file);
    if (start.length == START && start[JSON] == '{') {
      return ModelFile.isModel(Safetensors.read(file)) ? FOVEA : WEIGHTS;
    }
    if (Arrays.equals(Arrays.copyOf(start, HDF5.length), HDF5)) {
      return KERAS;
    }
    return file.getFileName().toString().endsWith(".onnx") ? ONNX : WEIGHTS;
  }

  private static byte[] start(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(START);
    } catch (NoSuchFileException e) {
      throw new FormatException(
          file.toString(), "expected a model, found no file", "Check the path");
    } catch (IOException e) {
      throw new FormatException(
          file.toString(),
          "cannot be read: " + e.getMessage(),
          "Check the path and its permissions");
    }
  }
}
