package fovea.onednn.code;

/** An instruction on vectors of three operands or two, as it is encoded. */
public enum VectorOperation {
  LOAD(1, 0, 0x10),
  STORE(1, 0, 0x11),
  /** {@code vmovntps}: past the caches, to memory that is aligned to vectors. */
  STREAM(1, 0, 0x2b),
  ADD(1, 0, 0x58),
  MULTIPLY(1, 0, 0x59),
  SUBTRACT(1, 0, 0x5c),
  MIN(1, 0, 0x5d),
  /** {@code vdivps}. */
  DIVIDE(1, 0, 0x5e),
  MAX(1, 0, 0x5f),
  BROADCAST(2, 1, 0x18),
  MULTIPLY_ADD(2, 1, 0xb8),
  /** {@code vfmadd213ps}: the product of the result's register and the second, plus the third. */
  TIMES_PLUS(2, 1, 0xa8),
  MULTIPLY_PAIRS(2, 2, 0x52),
  SHIFT(1, 1, 0x72),
  OR(1, 1, 0xeb),
  /** {@code vpandd}. */
  AND(1, 1, 0xdb),
  /** {@code vpxord}. */
  XOR(1, 1, 0xef),
  /** {@code vpaddd}: of 32-bit whole numbers. */
  ADD_INTS(1, 1, 0xfe),
  /** {@code vpsubd}: of 32-bit whole numbers. */
  SUBTRACT_INTS(1, 1, 0xfa),
  /** {@code vpmaxsd}: of whole numbers with a sign. */
  MAX_INTS(2, 1, 0x3d),
  /** {@code vpmaxud}: of whole numbers without a sign. */
  MAX_UNSIGNED(2, 1, 0x3f),
  /** {@code vpminud}: of whole numbers without a sign. */
  MIN_UNSIGNED(2, 1, 0x3b),
  /** {@code vcvtdq2ps}: whole numbers as floats. */
  TO_FLOATS(1, 0, 0x5b),
  /** {@code vcvtps2pd}: half a vector of floats as doubles. */
  TO_DOUBLES(1, 0, 0x5a),
  /** {@code vaddpd}: of doubles. */
  ADD_DOUBLES(1, 1, 0x58),
  ROUND(2, 2, 0x72),
  WIDEN(2, 1, 0x33),
  STORE_HALF(1, 0, 0x11),
  LOAD_QUARTER(1, 0, 0x10),
  INSERT_QUARTER(3, 1, 0x18),
  UNPACK_LOW(1, 0, 0x14),
  UNPACK_HIGH(1, 0, 0x15),
  SHUFFLE(1, 0, 0xc6);

  /** Bytes of a quarter of a vector. */
  private static final int QUARTER = 16;

  /** Which table of instructions: 1 for 0F, 2 for 0F 38, 3 for 0F 3A. */
  final int map;

  /** The prefix that is part of the instruction: 1 for 66, 2 for F3. */
  final int prefix;

  final int opcode;

  VectorOperation(int map, int prefix, int opcode) {
    this.map = map;
    this.prefix = prefix;
    this.opcode = opcode;
  }

  /** How much memory, if it is an operand, holds. */
  int bytes(Vectors vectors) {
    return switch (this) {
      case BROADCAST -> Float.BYTES;
      case WIDEN, STORE_HALF, TO_DOUBLES -> vectors.bytes() / 2;
      case LOAD_QUARTER, INSERT_QUARTER -> QUARTER;
      default -> vectors.bytes();
    };
  }

  /** The part of the register that is meant, as EVEX has it. */
  int length() {
    return switch (this) {
      case LOAD_QUARTER -> 0;
      case STORE_HALF -> 0x20;
      default -> 0x40;
    };
  }

  /** The bit of EVEX that says that elements have 64 bits. */
  int wide() {
    return this == ADD_DOUBLES ? 0x80 : 0;
  }
}
