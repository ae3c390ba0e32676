package fovea.app.console;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Paths in commands that a message suggests: as a shell wants them typed. */
public final class ShellPath {

  private static final Pattern PLAIN =
      Pattern.compile("[\\p{IsAlphabetic}\\p{IsDigit}_@%+=:,./-]+");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private ShellPath() {}

  /** The path as one word of a command; quoted where that is needed, and never like an option. */
  public static String of(Path path) {
    String text = path.toString();
    return word(text.startsWith("-") ? "./" + text : text);
  }

  /** An argument as one word of a command; quoted where that is needed. */
  public static String word(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    return CONTROL.matcher(word).find()
        ? "$'" + ControlText.line(word.replace("\\", "\\\\").replace("'", "\\'")) + "'"
        : "'" + word.replace("'", "'\\''") + "'";
  }

  /** The command with these words behind its name. */
  public static String command(List<String> words) {
    return words.stream().map(ShellPath::word).collect(Collectors.joining(" ", "./fovea ", ""));
  }
}
