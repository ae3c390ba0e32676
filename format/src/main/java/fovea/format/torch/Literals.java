package fovea.format.torch;

import fovea.format.FormatException;
import fovea.format.torch.container.PickleSource;
import java.math.BigInteger;
import java.util.Locale;

/** Constants that a pickle has in its instructions. */
final class Literals {
  /** Digits or bytes of a number; more than any checkpoint has, and quickly parsed. */
  private static final int MAX_DIGITS = 80;

  private Literals() {}

  static Item truth(boolean value) {
    return new Item.Constant(new TorchValue.Truth(value));
  }

  static Item text(String value) {
    return new Item.Constant(new TorchValue.Text(value));
  }

  static Item whole(long value) {
    return whole(BigInteger.valueOf(value));
  }

  static Item whole(PickleSource source) {
    return whole(digits(source.line().replaceFirst("L$", ""), source));
  }

  static Item real(double value) {
    return new Item.Constant(new TorchValue.Real(value));
  }

  private static Item whole(BigInteger value) {
    return new Item.Constant(new TorchValue.Whole(value));
  }

  /** Protocol 0 spells the booleans as numbers with a leading zero. */
  static Item wholeOrTruth(PickleSource source) {
    String line = source.line();
    return switch (line) {
      case "00" -> truth(false);
      case "01" -> truth(true);
      default -> whole(digits(line, source));
    };
  }

  static Item real(PickleSource source) {
    String line = source.line();
    String java = line.replace("inf", "Infinity").replace("nan", "NaN");
    try {
      if (line.length() <= MAX_DIGITS) {
        return real(Double.parseDouble(java));
      }
    } catch (NumberFormatException e) {
      throw notNumber(line, source);
    }
    throw notNumber(line, source);
  }

  private static BigInteger digits(String line, PickleSource source) {
    try {
      if (line.length() <= MAX_DIGITS) {
        return new BigInteger(line);
      }
    } catch (NumberFormatException e) {
      throw notNumber(line, source);
    }
    throw notNumber(line, source);
  }

  /** The number under which a value is remembered, written in digits. */
  static long place(PickleSource source) {
    String line = source.line();
    try {
      return Long.parseLong(line);
    } catch (NumberFormatException e) {
      throw notNumber(line, source);
    }
  }

  static Item littleEndian(int length, PickleSource source) {
    if (length < 0 || length > MAX_DIGITS) {
      throw source.error(
          String.format(
              Locale.ROOT, "expected a number of at most %,d bytes, found %,d", MAX_DIGITS, length),
          PickleSource.AGAIN);
    }
    byte[] bytes = source.bytes(length);
    for (int i = 0; i < length / 2; i++) {
      byte swapped = bytes[i];
      bytes[i] = bytes[length - 1 - i];
      bytes[length - 1 - i] = swapped;
    }
    return whole(length == 0 ? BigInteger.ZERO : new BigInteger(bytes));
  }

  /** A string of Python 2 is text or bytes, only its content tells. */
  static Item string(byte[] bytes) {
    return PickleSource.decoded(bytes).map(Literals::text).orElseGet(() -> new Item.Binary(bytes));
  }

  /** Python's encoding of that name: \\uXXXX and \\UXXXXXXXX, nothing else. */
  static Item rawUnicodeEscape(String line, PickleSource source) {
    var text = new StringBuilder();
    int position = 0;
    while (position < line.length()) {
      char c = line.charAt(position);
      int digits = c == '\\' ? escapeLength(line, position + 1) : 0;
      if (digits == 0) {
        text.append(c);
        position++;
        continue;
      }
      int end = position + 2 + digits;
      try {
        text.appendCodePoint(Integer.parseInt(line, position + 2, end, 16));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw source.error("expected a character after \\u, found none", PickleSource.AGAIN);
      }
      position = end;
    }
    return text(text.toString());
  }

  private static int escapeLength(String line, int position) {
    if (position == line.length()) {
      return 0;
    }
    return switch (line.charAt(position)) {
      case 'u' -> 4;
      case 'U' -> 8;
      default -> 0;
    };
  }

  private static FormatException notNumber(String line, PickleSource source) {
    return source.error(
        "expected a number, found " + FormatException.excerpt(line), PickleSource.AGAIN);
  }
}
