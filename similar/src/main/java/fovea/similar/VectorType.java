package fovea.similar;

import fovea.error.Nearest;
import fovea.format.ArrayDType;
import fovea.graph.type.FoveaException;
import java.util.Arrays;
import java.util.Locale;

/** How an index keeps the elements of vectors. */
public enum VectorType {
  /** IEEE single precision. */
  F32(ArrayDType.F32),

  /** The upper half of a single: half of the room, three digits. */
  BF16(ArrayDType.BF16);

  private final ArrayDType stored;

  VectorType(ArrayDType stored) {
    this.stored = stored;
  }

  /** As files have it. */
  ArrayDType stored() {
    return stored;
  }

  /** The type of that name, such as {@code bf16}. */
  public static VectorType named(String name) {
    return Arrays.stream(values())
        .filter(type -> type.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                FoveaException.here(
                    "there is no type of vectors named \"" + name + '"',
                    Nearest.hint(
                        name, Arrays.stream(values()).map(VectorType::toString).toList())));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
