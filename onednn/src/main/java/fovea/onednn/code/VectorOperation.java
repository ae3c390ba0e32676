package fovea.onednn.code;

/** An instruction on vectors, as it is encoded. */
enum VectorOperation {
  LOAD(1, 0, 0x10),
  STORE(1, 0, 0x11),
  ADD(1, 0, 0x58),
  MULTIPLY(1, 0, 0x59),
  SUBTRACT(1, 0, 0x5c),
  MIN(1, 0, 0x5d),
  MAX(1, 0, 0x5f),
  BROADCAST(2, 1, 0x18),
  MULTIPLY_ADD(2, 1, 0xb8),
  MULTIPLY_PAIRS(2, 2, 0x52),
  SHIFT(1, 1, 0x72),
  OR(1, 1, 0xeb),
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
      case WIDEN, STORE_HALF -> vectors.bytes() / 2;
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
}
