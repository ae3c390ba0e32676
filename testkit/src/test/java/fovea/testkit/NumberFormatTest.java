package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Numbers look the same in every locale: where they are formatted, {@code Locale.ROOT} is named.
 * Without it a message, a file or JSON would have a decimal comma or other digits for some users.
 */
class NumberFormatTest {
  private static final Pattern COMMENT =
      Pattern.compile("(\"(?:\\\\.|[^\"\\\\\n])*\")|/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
  private static final Pattern LITERAL = Pattern.compile("\"((?:\\\\.|[^\"\\\\\n])*)\"");
  private static final Pattern NUMBER =
      Pattern.compile("%(?:\\d+\\$)?[-#+0,(]*\\d*(?:\\.\\d+)?[dfeEgG]");
  private static final Pattern FORMAT =
      Pattern.compile("(?:\\.formatted|[.]format|\\bprintf)\\s*\\(");
  private static final Pattern WITHOUT_LOCALE =
      Pattern.compile("String\\.format\\(\\s*+(?!Locale\\.)");

  @Test
  void everyFormatOfANumberNamesTheLocale() throws IOException {
    List<String> wrong = new ArrayList<>();
    int files = 0;
    for (Path file : sources()) {
      files++;
      String code = withoutComments(Files.readString(file));
      if (WITHOUT_LOCALE.matcher(code).find()) {
        wrong.add(file + ": String.format without Locale.ROOT");
      }
      for (String statement : statements(code)) {
        if (FORMAT.matcher(statement).find()
            && formatsNumbers(statement)
            && !statement.contains("Locale.ROOT")) {
          wrong.add(file + ": " + statement.strip().replaceAll("\\s+", " "));
        }
      }
    }
    assertTrue(files > 500, "only " + files + " files were found");
    assertEquals(List.of(), wrong);
  }

  /** The sources of what users run; the benchmarks print for those who work on the library. */
  private static List<Path> sources() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path module : modules.filter(folder -> !folder.endsWith("bench")).toList()) {
        Path main = module.resolve("src/main/java");
        if (Files.isDirectory(main)) {
          try (Stream<Path> files = Files.walk(main)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
          }
        }
      }
    }
    return found;
  }

  private static String withoutComments(String code) {
    return COMMENT
        .matcher(code)
        .replaceAll(hit -> Matcher.quoteReplacement(hit.group(1) == null ? " " : hit.group(1)));
  }

  private static boolean formatsNumbers(String statement) {
    return LITERAL
        .matcher(statement)
        .results()
        .anyMatch(hit -> NUMBER.matcher(hit.group(1).replace("%%", "")).find());
  }

  /** Pieces between semicolons and braces, those within literals left aside. */
  private static List<String> statements(String code) {
    List<String> pieces = new ArrayList<>();
    var piece = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      if (quoted && c == '\\') {
        piece.append(c).append(code.charAt(++i));
        continue;
      }
      boolean character = c == '\'' && !quoted;
      if (character) {
        int end = code.indexOf('\'', code.charAt(i + 1) == '\\' ? i + 3 : i + 2);
        i = end;
        continue;
      }
      quoted ^= c == '"';
      if (!quoted && (c == ';' || c == '{' || c == '}')) {
        pieces.add(piece.toString());
        piece.setLength(0);
      } else {
        piece.append(c);
      }
    }
    return pieces;
  }
}
