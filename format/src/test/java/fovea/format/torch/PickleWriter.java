package fovea.format.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes pickles instruction by instruction, sound ones as well as hostile ones. */
final class PickleWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A pickle of protocol 2, as {@code torch.save} writes it. */
  static PickleWriter begin() {
    return new PickleWriter().op(0x80, 2);
  }

  /** Any bytes. */
  PickleWriter op(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  /** One-letter instructions and text. */
  PickleWriter raw(String latin1) {
    return raw(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Bytes as Python writes them: characters, {@code \n} and {@code \xNN}. */
  PickleWriter python(String text) {
    return raw(
        Pattern.compile("\\\\(?:x(..)|n)")
            .matcher(text)
            .replaceAll(
                match -> {
                  String hex = match.group(1);
                  char c = hex == null ? '\n' : (char) Integer.parseInt(hex, 16);
                  return Matcher.quoteReplacement(String.valueOf(c));
                }));
  }

  PickleWriter raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  PickleWriter text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return raw("X").int32(bytes.length).raw(bytes);
  }

  PickleWriter whole(long number) {
    return op(0x8A, Long.BYTES).int64(number);
  }

  PickleWriter real(double number) {
    return raw("G").raw(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
  }

  PickleWriter global(String module, String name) {
    return raw("c" + module + "\n" + name + "\n");
  }

  /** A tuple of whole numbers. */
  PickleWriter wholes(List<Long> numbers) {
    raw("(");
    numbers.forEach(this::whole);
    return raw("t");
  }

  /** {@code collections.OrderedDict()}. */
  PickleWriter orderedDict() {
    return global("collections", "OrderedDict").raw(")R");
  }

  PickleWriter put(int number) {
    return raw("r").int32(number);
  }

  PickleWriter recall(int number) {
    return raw("j").int32(number);
  }

  PickleWriter int32(int number) {
    return raw(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
  }

  PickleWriter int64(long number) {
    return raw(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array());
  }

  /** The pickle, ended. */
  byte[] end() {
    return raw(".").bytes();
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
