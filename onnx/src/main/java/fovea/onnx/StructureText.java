package fovea.onnx;

import fovea.format.FormatException;
import fovea.format.onnx.OnnxModel;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A graph without weights as text: an ONNX file, deflated, in base 64. */
final class StructureText {
  private static final int LARGEST = 64 << 20;
  private static final String REMEDY = "Get the model again, or save it again";

  private StructureText() {}

  static String of(OnnxModel structure) {
    byte[] content = structure.bytes();
    if (content.length > LARGEST) {
      throw error(
          String.format(Locale.ROOT, "up to %,d bytes", LARGEST),
          String.format(Locale.ROOT, "%,d", content.length));
    }
    var out = new ByteArrayOutputStream();
    try (var deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setInput(content);
      deflater.finish();
      var chunk = new byte[1 << 14];
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
    }
    return Base64.getEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  static OnnxModel parse(String text) {
    var out = new ByteArrayOutputStream();
    try (var inflater = new Inflater()) {
      inflater.setInput(Base64.getDecoder().decode(text));
      var chunk = new byte[1 << 14];
      while (!inflater.finished()) {
        int count = inflater.inflate(chunk);
        if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw error("a deflated graph", "one that is cut short");
        }
        out.write(chunk, 0, count);
        if (out.size() > LARGEST) {
          throw error(String.format(Locale.ROOT, "up to %,d bytes", LARGEST), "more");
        }
      }
    } catch (DataFormatException | IllegalArgumentException e) {
      throw error("a deflated graph in base 64", "something else");
    }
    return OnnxModel.parse(out.toByteArray());
  }

  private static FormatException error(String expected, String found) {
    return new FormatException(
        "arguments of the network", "expected %s, found %s".formatted(expected, found), REMEDY);
  }
}
