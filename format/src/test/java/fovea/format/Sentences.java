package fovea.format;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** What every message must be, whatever the file holds. */
public final class Sentences {

  private static final int LONGEST = 2_000;

  private Sentences() {}

  /** Fails unless the message is short, on one line, and made of sentences. */
  public static void check(FormatException error) {
    String message = error.getMessage();
    assertTrue(message.length() < LONGEST, () -> "a long message: " + message.length());
    assertTrue(message.endsWith("."), message);
    assertTrue(message.codePoints().noneMatch(Character::isISOControl), message);
  }
}
