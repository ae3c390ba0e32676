package fovea.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.app.CommandRun;
import fovea.app.session.Exit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdversarialOptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epsilon 0.1 | --epsilon: goes with --adversarial",
        "--clean-share 0.1 | --clean-share: goes with --adversarial",
        "--adversarial fgsm --epsilon 2 | a number above 0 and at most 1, found 2.0",
        "--adversarial fgsm --epsilon 0 | a number above 0, found '0'",
        "--adversarial pgd:steps=0 | expected a number of at least 1.0, found 0.0",
        "--adversarial cw | there is none called \"cw\". Choose from fgsm, pgd.",
        "--adversarial fgsm --clean-share 1 | a number from 0 to below 1, found '1'",
      })
  void whatHasNoMeaningIsRefused(String options, String message) {
    CommandRun done = CommandRun.ofLine("train " + options);
    assertEquals(Exit.USAGE, done.exit(), done.messages());
    assertTrue(done.messages().contains(message), done.messages());
  }
}
