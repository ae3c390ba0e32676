package fovea.format.torch;

import fovea.format.ArrayDType;
import java.util.List;

/** What PyTorch calls the element types: in names of classes, and as {@code dtype}s. */
enum TypeNames {
  DOUBLE(ArrayDType.F64, "Double", "float64 double"),
  FLOAT(ArrayDType.F32, "Float", "float32 float"),
  HALF(ArrayDType.F16, "Half", "float16 half"),
  BFLOAT16(ArrayDType.BF16, "BFloat16", "bfloat16"),
  LONG(ArrayDType.I64, "Long", "int64 long"),
  INT(ArrayDType.I32, "Int", "int32 int"),
  SHORT(ArrayDType.I16, "Short", "int16 short"),
  CHAR(ArrayDType.I8, "Char", "int8"),
  BYTE(ArrayDType.U8, "Byte", "uint8"),
  BOOL(ArrayDType.BOOL, "Bool", "bool");

  private final ArrayDType type;
  private final String prefix;
  private final String dtypes;

  TypeNames(ArrayDType type, String prefix, String dtypes) {
    this.type = type;
    this.prefix = prefix;
    this.dtypes = dtypes;
  }

  ArrayDType type() {
    return type;
  }

  String prefix() {
    return prefix;
  }

  List<String> dtypes() {
    return List.of(dtypes.split(" "));
  }
}
