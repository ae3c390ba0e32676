package fovea.format.torch;

import fovea.format.ElementType;
import java.util.List;

/** What PyTorch calls the element types: in names of classes, and as {@code dtype}s. */
enum TypeNames {
  DOUBLE(ElementType.F64, "Double", "float64 double"),
  FLOAT(ElementType.F32, "Float", "float32 float"),
  HALF(ElementType.F16, "Half", "float16 half"),
  BFLOAT16(ElementType.BF16, "BFloat16", "bfloat16"),
  LONG(ElementType.I64, "Long", "int64 long"),
  INT(ElementType.I32, "Int", "int32 int"),
  SHORT(ElementType.I16, "Short", "int16 short"),
  CHAR(ElementType.I8, "Char", "int8"),
  BYTE(ElementType.U8, "Byte", "uint8"),
  BOOL(ElementType.BOOL, "Bool", "bool");

  private final ElementType type;
  private final String prefix;
  private final String dtypes;

  TypeNames(ElementType type, String prefix, String dtypes) {
    this.type = type;
    this.prefix = prefix;
    this.dtypes = dtypes;
  }

  ElementType type() {
    return type;
  }

  String prefix() {
    return prefix;
  }

  List<String> dtypes() {
    return List.of(dtypes.split(" "));
  }
}
