package fovea.graph.type;

/** Element type of a tensor. */
public enum DType {
  /** 32-bit IEEE float, the default. */
  F32("f32", 4, true),
  /** 64-bit IEEE float, for the reference backend and for checks. */
  F64("f64", 8, true),
  /** Brain float: the upper half of an {@link #F32}; see {@link Precision#BF16}. */
  BF16("bf16", 2, true),
  /** Unsigned byte, as pictures are stored. */
  U8("u8", 1, false),
  /** 32-bit integer: labels and indices. */
  I32("i32", 4, false),
  /** 64-bit integer: counters and random keys. */
  I64("i64", 8, false);

  private final String label;
  private final int bytes;
  private final boolean floating;

  DType(String label, int bytes, boolean floating) {
    this.label = label;
    this.bytes = bytes;
    this.floating = floating;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether gradients can flow through tensors of this type. */
  public boolean floating() {
    return floating;
  }

  /** Whether {@code value} is one of its numbers, which floating types are near enough to. */
  public boolean holds(double value) {
    return switch (this) {
      case F32, F64, BF16 -> true;
      case U8 -> value >= 0 && value <= 255 && (int) value == value;
      case I32 -> (int) value == value;
      case I64 -> (long) value == value;
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
