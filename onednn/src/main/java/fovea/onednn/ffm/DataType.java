package fovea.onednn.ffm;

import java.util.Locale;

/** Element types, of those that oneDNN knows. */
public enum DataType implements Coded {
  BF16(2, 2),
  F32(3, 4),
  S32(4, 4),
  S8(5, 1),
  U8(6, 1);

  private final int code;
  private final int bytes;

  DataType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  @Override
  public int code() {
    return code;
  }

  /** Returns the size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  static DataType of(int code) {
    for (DataType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("oneDNN data type " + code + " is not used here.");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
