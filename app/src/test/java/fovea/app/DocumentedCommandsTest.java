package fovea.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.session.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Command lines that stand in documents are understood: verbs and options exist. */
class DocumentedCommandsTest {
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^(?:\\$ )?|`|\\| )\\./fovea ([^`\\n#|…]+)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private static List<Path> documents() throws IOException {
    var found = new ArrayList<Path>();
    for (Path folder : List.of(Path.of(".."), Path.of("../docs"), Path.of("../docs/guide"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(found::add);
      }
    }
    return found;
  }

  @Test
  void everyCommandIsUnderstood() throws IOException {
    var wrong = new ArrayList<String>();
    int commands = 0;
    for (Path document : documents()) {
      for (var found : COMMAND.matcher(Files.readString(document)).results().toList()) {
        String line = found.group(1).replaceFirst(" < .*", "").strip();
        String[] words =
            Fovea.words(
                WORD.matcher(line)
                    .results()
                    .map(w -> w.group(1) == null ? w.group(2) : w.group(1))
                    .toArray(String[]::new));
        if (words[0].endsWith(".java") || words[0].equals("VERB")) {
          continue;
        }
        commands++;
        try {
          Fovea.commandLine(words).parseArgs(words);
        } catch (MissingParameterException e) {
          // A verb alone is a name in a sentence.
          if (words.length > 1) {
            wrong.add(document + ": " + line + ": " + e.getMessage());
          }
        } catch (ParameterException e) {
          wrong.add(document + ": " + line + ": " + UserError.about(e).sentence());
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(commands > 20, "only " + commands + " commands were found");
  }
}
