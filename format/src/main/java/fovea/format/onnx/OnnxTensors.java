package fovea.format.onnx;

import fovea.format.FormatException;
import fovea.format.MappedFile;
import fovea.format.NamedArray;
import fovea.format.proto.ProtoReader;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/** Files that hold one tensor, as those of ONNX's conformance tests do. */
public final class OnnxTensors {
  private OnnxTensors() {}

  /**
   * Opens a file that is a {@code TensorProto}.
   *
   * @throws FormatException if it is absent, damaged, or holds something else
   */
  public static NamedArray read(Path file) {
    var in =
        new ProtoReader(
            MappedFile.map(file, "an ONNX file", Arena.ofAuto()),
            file.toString(),
            OnnxReader.REMEDY);
    return new TensorReader(ExternalData.none()).tensor(in);
  }
}
