package fovea.csv;

import fovea.data.pixels.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which character separates the fields of a table: comma, semicolon or tab. */
final class TableSeparator {

  /** A first line with the names of columns is not longer. */
  private static final int LONGEST = 1 << 16;

  private TableSeparator() {}

  /**
   * The one of them that the first line has most of.
   *
   * @throws DataException if the file cannot be read
   */
  static char of(Path file) {
    char[] first = new char[LONGEST];
    int length = 0;
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (int next = in.read(); next >= 0 && next != '\n' && length < LONGEST; next = in.read()) {
        first[length++] = (char) next;
      }
    } catch (IOException e) {
      throw new DataException(
          file.toString(), "the file cannot be read (" + e + ")", "Name a file that is there");
    }
    String line = new String(first, 0, length);
    char best = ',';
    for (char separator : new char[] {';', '\t'}) {
      best = count(line, separator) > count(line, best) ? separator : best;
    }
    return best;
  }

  private static long count(String line, char separator) {
    return line.chars().filter(each -> each == separator).count();
  }
}
