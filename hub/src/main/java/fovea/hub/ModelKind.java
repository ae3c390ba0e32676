package fovea.hub;

import fovea.format.FormatException;
import fovea.format.MappedFile;
import fovea.format.Safetensors;
import fovea.model.ModelFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** What kind of model a file is, by its content. */
enum ModelKind {
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
  static ModelKind of(Path file) {
    MemorySegment bytes = MappedFile.map(file, "a model", Arena.ofAuto());
    if (Safetensors.isMeantBy(bytes)) {
      return ModelFile.isModel(Safetensors.read(file)) ? FOVEA : WEIGHTS;
    }
    if (MappedFile.has(bytes, ZIP, 0)
        || MappedFile.has(bytes, PICKLE, 0)
        || MappedFile.has(bytes, TAR, TAR_OFFSET)) {
      return WEIGHTS;
    }
    if (MappedFile.has(bytes, HDF5, 0)) {
      return KERAS;
    }
    if (MappedFile.has(bytes, ONNX_VERSION, 0)) {
      return ONNX;
    }
    throw new FormatException(
        file.toString(),
        "expected a model (of fovea, safetensors, PyTorch, ONNX or Keras), found another kind of"
            + " file",
        "Check the path, or get the file again");
  }
}
