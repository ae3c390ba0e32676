package fovea.app.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShellPathTest {

  @Test
  void quotesWhatAShellWouldTakeApart() {
    assertEquals("runs/lenet5-digits", ShellPath.of(Path.of("runs/lenet5-digits")));
    assertEquals("runs/Grüße", ShellPath.of(Path.of("runs/Grüße")));
    assertEquals("'my runs/a'", ShellPath.of(Path.of("my runs/a")));
    assertEquals("'it'\\''s $HOME; rm *'", ShellPath.of(Path.of("it's $HOME; rm *")));
    assertEquals("'~'", ShellPath.of(Path.of("~")));
    assertEquals("''", ShellPath.of(Path.of("")));
    assertEquals("$'a\\nb\\x1b\\'c'", ShellPath.of(Path.of("a\nb\u001b'c")));
  }

  @Test
  void aPathIsNeverAnOption() {
    assertEquals("./-run", ShellPath.of(Path.of("-run")));
    assertEquals("'./-my run'", ShellPath.of(Path.of("-my run")));
  }
}
