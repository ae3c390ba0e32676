package fovea.zoo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An array of bytes or 32-bit floats in NumPy's format, in row-major order. */
record Npy(int[] shape, double[] values) {
  private static final Pattern HEADER =
      Pattern.compile("\\{'descr': '(<f4|\\|u1)', 'fortran_order': False, 'shape': \\((.*?),?\\)");

  static Npy read(Path path) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int start = 10 + bytes.getShort(8);
    Matcher header =
        HEADER.matcher(new String(bytes.array(), 10, start - 10, StandardCharsets.US_ASCII));
    if (!header.find()) {
      throw new IOException(path + " has another header");
    }
    int[] shape = Arrays.stream(header.group(2).split(", ")).mapToInt(Integer::parseInt).toArray();
    double[] values = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    boolean floats = header.group(1).equals("<f4");
    for (int i = 0; i < values.length; i++) {
      values[i] = floats ? bytes.getFloat(start + 4 * i) : Byte.toUnsignedInt(bytes.get(start + i));
    }
    return new Npy(shape, values);
  }
}
