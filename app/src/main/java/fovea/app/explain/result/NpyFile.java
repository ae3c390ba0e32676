package fovea.app.explain.result;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import fovea.explain.attribution.Heatmap;
import fovea.format.AtomicFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Numbers of a map in NumPy's format {@code .npy}, version 1.0, as 32-bit floats. */
public final class NpyFile {
  private static final int ALIGNMENT = 64;
  private static final int BEFORE_HEADER = 10;

  private NpyFile() {}

  /** Writes a map, {@code [h, w]}. */
  public static void write(Path file, Heatmap map) {
    byte[] content = bytes(map);
    AtomicFile.write(file, out -> out.write(content));
  }

  private static byte[] bytes(Heatmap map) {
    String fields =
        "{'descr': '<f4', 'fortran_order': False, 'shape': ("
            + map.height()
            + ", "
            + map.width()
            + "), }";
    int unpadded = BEFORE_HEADER + fields.length() + 1;
    int padding = Math.ceilDiv(unpadded, ALIGNMENT) * ALIGNMENT - unpadded;
    String header = fields + " ".repeat(padding) + "\n";
    float[] values = map.values();
    ByteBuffer content =
        ByteBuffer.allocate(BEFORE_HEADER + header.length() + Float.BYTES * values.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    content.put("\u0093NUMPY\u0001\u0000".getBytes(ISO_8859_1));
    content.putShort((short) header.length());
    content.put(header.getBytes(ISO_8859_1));
    for (float value : values) {
      content.putFloat(value);
    }
    return content.array();
  }
}
