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

/** What kind of model a file is, by its content. */
enum ModelKind {
  /** One that this program has written. */
  FOVEA,
  /** Weights by name and nothing else, in safetensors or PyTorch's formats. */
  WEIGHTS,
  /** A whole network in ONNX. */
  ONNX,
  /** Keras's weights, with or without the network, in HDF5. */
  KERAS;

  private static final int START = 262;

  /** Safetensors begin with eight bytes of length and a JSON object. */
  private static final int JSON = 8;

  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};
  private static final byte[] ZIP = {'P', 'K'};
  private static final byte[] PICKLE = {(byte) 0x80};
  private static final byte[] TAR = {'u', 's', 't', 'a', 'r'};
  private static final int TAR_OFFSET = 257;

  /** The first field of a protobuf message, a number: the version of ONNX. */
  private static final byte[] ONNX_VERSION = {0x08};

  /**
   * Looks at the beginning of a file.
   *
   * @throws FormatException if there is none, or it is of no such kind
   */
  static ModelKind of(Path file) {
    byte[] start = start(file);
    if (start.length > JSON && start[JSON] == '{') {
      return ModelFile.isModel(Safetensors.read(file)) ? FOVEA : WEIGHTS;
    }
    if (has(start, 0, ZIP) || has(start, 0, PICKLE) || has(start, TAR_OFFSET, TAR)) {
      return WEIGHTS;
    }
    if (has(start, 0, HDF5)) {
      return KERAS;
    }
    if (has(start, 0, ONNX_VERSION)) {
      return ONNX;
    }
    throw new FormatException(
        file.toString(),
        "expected a model (of fovea, safetensors, PyTorch, ONNX or Keras), found another kind of"
            + " file",
        "Check the path, or get the file again");
  }

  private static boolean has(byte[] start, int offset, byte[] magic) {
    int end = offset + magic.length;
    return start.length >= end && Arrays.equals(start, offset, end, magic, 0, magic.length);
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
