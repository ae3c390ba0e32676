package fovea.hub.file;

import fovea.format.FormatException;
import fovea.format.MappedFile;
import fovea.format.Safetensors;
import fovea.model.ModelFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What kind of model a file is, by its content. */
public enum ModelKind {
  /** One that Fovea has written. */
  FOVEA,
  /** Weights by name and nothing else, in safetensors or PyTorch's formats. */
  WEIGHTS,
  /** A whole network in ONNX. */
  ONNX,
  /** Keras's weights, with or without the network, in HDF5. */
  KERAS;

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
  public static ModelKind of(Path file) {
    MemorySegment bytes = MappedFile.map(file, "a model", Arena.ofAuto());
    if (Safetensors.isMeantBy(bytes)) {
      return ModelFile.isModel(Safetensors.read(file)) ? FOVEA : WEIGHTS;
    }
    if (MappedFile.has(bytes, ZIP, 0)) {
      return ZipKind.of(file);
    }
    if (MappedFile.has(bytes, PICKLE, 0) || MappedFile.has(bytes, TAR, TAR_OFFSET)) {
      return WEIGHTS;
    }
    if (MappedFile.has(bytes, HDF5, 0)) {
      return KERAS;
    }
    if (MappedFile.has(bytes, ONNX_VERSION, 0)) {
      return ONNX;
    }
    throw other(file, bytes);
  }

  private static FormatException other(Path file, MemorySegment bytes) {
    for (Foreign kind : Foreign.values()) {
      if (MappedFile.has(bytes, kind.start.getBytes(StandardCharsets.ISO_8859_1), kind.offset)) {
        return none(file, kind.title, kind.remedy);
      }
    }
    return none(file, "another kind of file", "Check the path, or get the file again");
  }

  private static FormatException none(Path file, String found, String remedy) {
    return new FormatException(
        file.toString(),
        "expected a model (of fovea, safetensors, PyTorch, ONNX or Keras), found " + found,
        remedy);
  }

  /** What else people have models in. */
  private enum Foreign {
    GZIP("a file that is packed by gzip", "\u001F\u008B"),
    BZIP2("a file that is packed by bzip2", "BZh"),
    XZ("a file that is packed by xz", "\u00FD7zXZ"),
    SEVEN_ZIP("an archive of 7-Zip", "7z\u00BC\u00AF"),
    RAR("an archive of RAR", "Rar!"),
    TFLITE(
        "a model of TensorFlow Lite", "TFL3", 4, "Convert the model that it was made of to ONNX"),
    NUMPY("an array of NumPy", "\u0093NUMPY", 0, "Save the weights by name, as safetensors");

    private final String title;
    private final String start;
    private final int offset;
    private final String remedy;

    Foreign(String title, String start) {
      this(title, start, 0, "Unpack it, and name the model that is in it");
    }

    Foreign(String title, String start, int offset, String remedy) {
      this.title = title;
      this.start = start;
      this.offset = offset;
      this.remedy = remedy;
    }
  }
}
