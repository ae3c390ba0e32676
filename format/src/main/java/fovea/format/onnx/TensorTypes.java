package fovea.format.onnx;

import fovea.format.ArrayDType;
import fovea.format.proto.ProtoReader;

/** ONNX's numbers for element types. Unsigned types that we lack become the next larger one. */
final class TensorTypes {
  static final int FLOAT = 1;
  static final int UINT8 = 2;
  static final int INT8 = 3;
  static final int UINT16 = 4;
  static final int INT16 = 5;
  static final int INT32 = 6;
  static final int INT64 = 7;
  static final int BOOL = 9;
  static final int FLOAT16 = 10;
  static final int DOUBLE = 11;
  static final int UINT32 = 12;
  static final int UINT64 = 13;
  static final int BFLOAT16 = 16;

  private TensorTypes() {}

  /** How the elements of a type are kept here. */
  static ArrayDType element(long type, ProtoReader in) {
    return switch (Math.clamp(type, -1, 1000)) {
      case FLOAT -> ArrayDType.F32;
      case UINT8 -> ArrayDType.U8;
      case INT8 -> ArrayDType.I8;
      case INT16 -> ArrayDType.I16;
      case UINT16, INT32 -> ArrayDType.I32;
      case INT64, UINT32, UINT64 -> ArrayDType.I64;
      case BOOL -> ArrayDType.BOOL;
      case FLOAT16 -> ArrayDType.F16;
      case DOUBLE -> ArrayDType.F64;
      case BFLOAT16 -> ArrayDType.BF16;
      case 8 -> throw in.error("expected numbers, found a tensor of strings");
      default -> throw in.error("expected elements of a known type, found type " + type);
    };
  }

  /** The declared type of an input or output, which some exporters leave open. */
  static ArrayDType declared(long type, ProtoReader in) {
    return type == 0 ? ArrayDType.F32 : element(type, in);
  }

  /** Bytes of an element in the file. */
  static int fileBytes(long type, ArrayDType element) {
    return switch ((int) type) {
      case UINT16 -> 2;
      case UINT32 -> 4;
      default -> element.bytes();
    };
  }

  /** The number of a type. */
  static int number(ArrayDType type) {
    return switch (type) {
      case F32 -> FLOAT;
      case U8 -> UINT8;
      case I8 -> INT8;
      case I16 -> INT16;
      case I32 -> INT32;
      case I64 -> INT64;
      case BOOL -> BOOL;
      case F16 -> FLOAT16;
      case F64 -> DOUBLE;
      case BF16 -> BFLOAT16;
    };
  }
}
