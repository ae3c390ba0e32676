package fovea.hub.file;

import fovea.graph.type.FoveaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Names of classes in UTF-8, one in each line of a file. */
public final class LabelFile {

  /** More than any list of classes has; a file beyond it is something else. */
  private static final long MAX_BYTES = 64L << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private LabelFile() {}

  /**
   * The names in a file, if there are as many as classes. A byte order mark, empty lines and spaces
   * around a name are left out.
   *
   * @throws FoveaException if there are not, or the file is not in UTF-8
   */
  public static List<String> read(Path file, int classes) {
    String text = decode(file.toString(), bytes(file));
    String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    List<String> names =
        content.lines().filter(line -> !line.isBlank()).map(String::strip).toList();
    return counted(file.toString(), names, classes);
  }

  /**
   * The names, if there are as many as classes.
   *
   * @throws FoveaException if there are not
   */
  public static List<String> counted(String where, List<String> names, int classes) {
    if (names.size() != classes) {
      throw FoveaException.at(
          where,
          String.format(
              Locale.ROOT, "expected %,d names of classes, found %,d", classes, names.size()),
          "give one for each class, in a file one in each line");
    }
    return names;
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw FoveaException.at(
            file.toString(),
            String.format(
                Locale.ROOT,
                "expected a list of names of classes, found a file of %,d bytes",
                Files.size(file)),
            "name a text file with one name in each line");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String decode(String where, byte[] bytes) {
    if (isUtf16(bytes)) {
      throw FoveaException.at(
          where, "expected a text in UTF-8, found one in UTF-16", remedy("UTF-16"));
    }
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(rest).toString();
    } catch (CharacterCodingException e) {
      // The decoder stops before the first bytes that it does not know.
      int wrong = rest.position();
      throw FoveaException.at(
          String.format(Locale.ROOT, "%s, line %,d", where, lineOf(bytes, wrong)),
          "expected a text in UTF-8, found the byte 0x%02x, as in Latin-1"
              .formatted(bytes[wrong] & 0xff),
          remedy("ISO-8859-1"));
    }
  }

  private static boolean isUtf16(byte[] bytes) {
    int mark = bytes.length < 2 ? 0 : ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    return mark == 0xFFFE || mark == 0xFEFF;
  }

  private static int lineOf(byte[] bytes, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    return line;
  }

  private static String remedy(String from) {
    return "save it as UTF-8, such as by iconv -f " + from + " -t UTF-8";
  }
}
