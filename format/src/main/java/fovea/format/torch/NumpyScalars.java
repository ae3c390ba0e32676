package fovea.format.torch;

import fovea.format.FormatException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Numbers that NumPy made, such as the best accuracy that many a training script keeps beside its
 * weights.
 */
final class NumpyScalars {

  private static final int MAX_CODE = 16;

  private NumpyScalars() {}

  /** {@code numpy.dtype(code, align, copy)}. */
  static Item type(PickleArguments arguments) {
    String code = arguments.text(0);
    if (code.length() > MAX_CODE) {
      throw arguments.error("expected a short name of a type, found a long one");
    }
    return new Item.NumpyType(code);
  }

  /** {@code numpy.core.multiarray.scalar(dtype, bytes)}. */
  static Item scalar(PickleArguments arguments) {
    if (!(arguments.item(0) instanceof Item.NumpyType(String code))) {
      throw arguments.error("expected a NumPy type as argument 1, found another value");
    }
    if (arguments.count() < 2) {
      return other(code);
    }
    byte[] bytes = bytes(arguments.item(1), arguments);
    ByteBuffer number = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return switch (code + " " + bytes.length) {
      case "f8 8" -> real(number.getDouble());
      case "f4 4" -> real(number.getFloat());
      case "i8 8" -> whole(number.getLong());
      case "i4 4" -> whole(number.getInt());
      case "b1 1" -> new Item.Constant(new TorchValue.Truth(number.get() != 0));
      default -> other(code);
    };
  }

  /** {@code _codecs.encode(text, "latin1")}, which is how protocol 2 spells bytes. */
  static Item encoded(PickleArguments arguments) {
    if (arguments.count() > 0 && arguments.item(0) instanceof Item.Binary binary) {
      return binary;
    }
    String text = arguments.count() == 0 ? "" : arguments.text(0);
    arguments.copies().spend(text.length());
    return new Item.Binary(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] bytes(Item item, PickleArguments arguments) {
    return switch (item) {
      case Item.Binary(byte[] bytes) -> bytes;
      // A string of Python 2 that happens to be UTF-8.
      case Item.Constant(TorchValue.Text(String text)) -> {
        arguments.copies().spend(text.length());
        yield text.getBytes(StandardCharsets.UTF_8);
      }
      default -> throw arguments.error("expected bytes as argument 2, found another value");
    };
  }

  private static Item real(double value) {
    return new Item.Constant(new TorchValue.Real(value));
  }

  private static Item whole(long value) {
    return new Item.Constant(new TorchValue.Whole(BigInteger.valueOf(value)));
  }

  private static Item other(String code) {
    return new Item.Constant(new TorchValue.Other("NumPy scalar " + FormatException.excerpt(code)));
  }
}
