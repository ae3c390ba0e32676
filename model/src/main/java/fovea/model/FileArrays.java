package fovea.model;

import fovea.format.ArrayDType;
import fovea.format.NamedArray;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Values as the arrays of files, and back. */
public final class FileArrays {
  private FileArrays() {}

  /** All of {@code values} as arrays, with {@code prefix} before their names. */
  public static List<NamedArray> arrays(String prefix, SequencedMap<String, HostBuffer> values) {
    List<NamedArray> arrays = new ArrayList<>();
    values.forEach((name, value) -> arrays.add(array(prefix + name, value)));
    return arrays;
  }

  /** All of {@code arrays} by name, in their order. */
  public static SequencedMap<String, HostBuffer> values(List<NamedArray> arrays) {
    SequencedMap<String, HostBuffer> values = new LinkedHashMap<>();
    arrays.forEach(array -> values.put(array.name(), buffer(array)));
    return values;
  }

  /** {@code buffer} as an array called {@code name}; the memory is shared. */
  public static NamedArray array(String name, HostBuffer buffer) {
    List<Long> shape =
        Arrays.stream(buffer.type().shape().dims()).mapToObj(dim -> (long) dim).toList();
    return new NamedArray(name, elementType(buffer.type().dtype()), shape, buffer.data());
  }

  /**
   * The elements of {@code array}; shared where the type allows.
   *
   * @throws FoveaException if a dimension is beyond 2<sup>31</sup>
   */
  public static HostBuffer buffer(NamedArray array) {
    int[] dims = array.shape().stream().mapToInt(dim -> dimension(array, dim)).toArray();
    Shape shape = Shape.of(dims);
    return switch (array.type()) {
      case F64 -> new HostBuffer(new TensorType(shape, DType.F64), array.data());
      case F32 -> new HostBuffer(new TensorType(shape, DType.F32), array.data());
      case BF16 -> new HostBuffer(new TensorType(shape, DType.BF16), array.data());
      case I64 -> new HostBuffer(new TensorType(shape, DType.I64), array.data());
      case I32 -> new HostBuffer(new TensorType(shape, DType.I32), array.data());
      case U8 -> new HostBuffer(new TensorType(shape, DType.U8), array.data());
      case F16 -> widened(array, new TensorType(shape, DType.F32));
      case I16, I8, BOOL -> widened(array, new TensorType(shape, DType.I32));
    };
  }

  private static HostBuffer widened(NamedArray array, TensorType type) {
    return HostBuffer.of(type, array.toDoubles());
  }

  private static int dimension(NamedArray array, long dim) {
    if (dim > Integer.MAX_VALUE) {
      throw FoveaException.at(
          array.name(),
          "expected dimensions below 2^31, found " + array.shape(),
          "check that the file belongs to this model");
    }
    return (int) dim;
  }

  private static ArrayDType elementType(DType dtype) {
    return switch (dtype) {
      case F64 -> ArrayDType.F64;
      case F32 -> ArrayDType.F32;
      case BF16 -> ArrayDType.BF16;
      case I64 -> ArrayDType.I64;
      case I32 -> ArrayDType.I32;
      case U8 -> ArrayDType.U8;
    };
  }
}
