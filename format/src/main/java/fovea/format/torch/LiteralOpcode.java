package fovea.format.torch;

import fovea.format.FormatException;
import java.math.BigInteger;

/** Instructions that push a constant. */
enum LiteralOpcode implements Opcode {
  NONE('N'),
  NEWTRUE(0x88),
  NEWFALSE(0x89),
  INT('I'),
  BININT('J'),
  BININT1('K'),
  BININT2('M'),
  LONG('L'),
  LONG1(0x8A),
  LONG4(0x8B),
  FLOAT('F'),
  BINFLOAT('G'),
  BINSTRING('T'),
  SHORT_BINSTRING('U'),
  UNICODE('V'),
  BINUNICODE('X'),
  SHORT_BINUNICODE(0x8C),
  BINUNICODE8(0x8D),
  BINBYTES('B'),
  SHORT_BINBYTES('C'),
  BINBYTES8(0x8E),
  BYTEARRAY8(0x96);

  /** Digits or bytes of a number; more than any checkpoint has, and quickly parsed. */
  private static final int MAX_DIGITS = 80;

  private final int code;

  LiteralOpcode(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public void run(PickleMachine machine) {
    machine.stack().push(read(machine.source()));
  }

  private Item read(PickleSource source) {
    return switch (this) {
      case NONE -> new Item.Constant(new TorchValue.None());
      case NEWTRUE -> truth(true);
      case NEWFALSE -> truth(false);
      case INT -> wholeOrTruth(source);
      case BININT -> whole(source.i32());
      case BININT1 -> whole(source.u8());
      case BININT2 -> whole(source.u16());
      case LONG -> whole(digits(source.line().replaceFirst("L$", ""), source));
      case LONG1 -> whole(littleEndian(source.u8(), source));
      case LONG4 -> whole(littleEndian(source.i32(), source));
      case FLOAT -> real(source);
      case BINFLOAT -> new Item.Constant(new TorchValue.Real(source.bigEndianDouble()));
      case BINSTRING -> string(source.bytes(source.i32()));
      case SHORT_BINSTRING -> string(source.bytes(source.u8()));
      case UNICODE -> text(rawUnicodeEscape(source.line(), source));
      case BINUNICODE -> text(source.utf8(source.u32()));
      case SHORT_BINUNICODE -> text(source.utf8(source.u8()));
      case BINUNICODE8 -> text(source.utf8(source.i64()));
      case BINBYTES -> new Item.Binary(source.bytes(source.u32()));
      case SHORT_BINBYTES -> new Item.Binary(source.bytes(source.u8()));
      case BINBYTES8, BYTEARRAY8 -> new Item.Binary(source.bytes(source.i64()));
    };
  }

  private static Item truth(boolean value) {
    return new Item.Constant(new TorchValue.Truth(value));
  }

  private static Item text(String value) {
    return new Item.Constant(new TorchValue.Text(value));
  }

  private static Item whole(long value) {
    return whole(BigInteger.valueOf(value));
  }

  private static Item whole(BigInteger value) {
    return new Item.Constant(new TorchValue.Whole(value));
  }

  /** Protocol 0 spells the booleans as numbers with a leading zero. */
  private static Item wholeOrTruth(PickleSource source) {
    String line = source.line();
    return switch (line) {
      case "00" -> truth(false);
      case "01" -> truth(true);
      default -> whole(digits(line, source));
    };
  }

  private static Item real(PickleSource source) {
    String line = source.line();
    String java = line.replace("inf", "Infinity").replace("nan", "NaN");
    try {
      if (line.length() <= MAX_DIGITS) {
        return new Item.Constant(new TorchValue.Real(Double.parseDouble(java)));
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

  private static BigInteger littleEndian(int length, PickleSource source) {
    if (length < 0 || length > MAX_DIGITS) {
      throw source.error(
          "expected a number of at most %,d bytes, found %,d".formatted(MAX_DIGITS, length),
          PickleSource.AGAIN);
    }
    byte[] bytes = source.bytes(length);
    for (int i = 0; i < length / 2; i++) {
      byte swapped = bytes[i];
      bytes[i] = bytes[length - 1 - i];
      bytes[length - 1 - i] = swapped;
    }
    return length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
  }

  /** A string of Python 2 is text or bytes, only its content tells. */
  private static Item string(byte[] bytes) {
    return PickleSource.decoded(bytes)
        .map(LiteralOpcode::text)
        .orElseGet(() -> new Item.Binary(bytes));
  }

  /** Python's encoding of that name: \\uXXXX and \\UXXXXXXXX, nothing else. */
  private static String rawUnicodeEscape(String line, PickleSource source) {
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
    return text.toString();
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
