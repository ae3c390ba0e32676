package fovea.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.app.session.Exit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed is the same wherever the user lives. */
class LocaleTest {
  @TempDir private Path folder;

  private static CommandRun in(String locale, Object... words) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(locale));
      return CommandRun.of(words);
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "ar-EG", "hi-IN-u-nu-deva", "tr-TR"})
  void numbersHaveOneForm(String locale) {
    for (String line : List.of("models lenet5 --json", "summary lenet5", "plan lenet5 --batch 0")) {
      Object[] words = line.split(" ");
      assertEquals(in("en-US", words), in(locale, words));
    }
    assertEquals("", foreignDigits(in(locale, "plan", "lenet5")));
  }

  @Test
  void aTrainingCountsInDigitsThatEveryoneReads() throws IOException {
    TinyData.write(folder, "mnist");
    Path run = folder.resolve("run");
    String command =
        "train --model softmax --data mnist --epochs 1 --data-dir " + folder + " --out " + run;
    var done = in("ar-EG", (Object[]) command.split(" "));
    assertEquals(Exit.DONE, done.exit(), done.messages());
    assertEquals("", foreignDigits(done), done.messages());
  }

  private static String foreignDigits(CommandRun done) {
    return (done.out() + done.messages()).replaceAll("[^\\p{Nd}]|[0-9]", "");
  }
}
