package fovea.onnx.operator;

import static java.util.Map.entry;

import fovea.format.NamedArray;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.graph.Tensor;
import fovea.graph.op.Binary;
import fovea.graph.op.Op;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.model.FileArrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Operators that make numbers or ask for shapes and types. */
public final class ConstantImport {
  /** Larger ones are filled when the network runs. */
  private static final long MOST_KNOWN = 1 << 12;

  static final Map<String, Operator> OPERATORS =
      Map.ofEntries(
          entry("Constant", Operator.of(call -> constant(call.node()))),
          entry("ConstantOfShape", Operator.of(ConstantImport::filled)),
          entry("Shape", Operator.of(ConstantImport::shape)),
          entry("Size", Operator.of(call -> whole(call.shape(0).elements()))),
          entry("Range", Operator.of(ConstantImport::range)),
          entry("OneHot", Operator.of(ConstantImport::oneHot)),
          entry("Cast", Operator.of(call -> cast(call, call.node().whole("to", 1)))),
          entry("CastLike", Operator.of(ConstantImport::castLike)));

  private ConstantImport() {}

  /** An array of a file as numbers: real ones in 32 bits or 64, whole ones in 64. */
  public static TracedValue.Known known(NamedArray array) {
    HostBuffer values = FileArrays.buffer(array);
    return new TracedValue.Known(
        switch (array.type()) {
          case F32, F64, I64 -> values;
          case F16, BF16 -> values.cast(DType.F32);
          case I32, I16, I8, U8 -> values.cast(DType.I64);
          case BOOL -> values.cast(DType.U8);
        });
  }

  private static TracedValue constant(OnnxNode node) {
    for (Map.Entry<String, OnnxAttribute> attribute : node.attributes().entrySet()) {
      switch (attribute.getValue()) {
        case OnnxAttribute.Array(NamedArray array) -> {
          return known(array);
        }
        case OnnxAttribute.Real(float value) -> {
          return HostArithmetic.of(DType.F32, Shape.scalar(), value);
        }
        case OnnxAttribute.Whole(long value) -> {
          return whole(value);
        }
        case OnnxAttribute.Reals(List<Float> values) -> {
          double[] numbers = values.stream().mapToDouble(Float::doubleValue).toArray();
          return HostArithmetic.of(DType.F32, Shape.of(numbers.length), numbers);
        }
        case OnnxAttribute.Wholes(List<Long> values) -> {
          return HostArithmetic.wholes(values.stream().mapToLong(Long::longValue).toArray());
        }
        case OnnxAttribute.Text _, OnnxAttribute.Texts _, OnnxAttribute.Other _ -> {}
      }
    }
    throw FoveaException.here("a constant without numbers", "get or export the model again");
  }

  private static TracedValue.Known whole(long value) {
    return HostArithmetic.pick(HostArithmetic.wholes(value), Shape.scalar(), _ -> 0);
  }

  private static TracedValue filled(NodeCall call) {
    Shape shape = Shape.of(HostArithmetic.ints(call.wholes(0)));
    TracedValue.Known value =
        call.node().attributes().get("value") instanceof OnnxAttribute.Array(var array)
            ? known(array)
            : HostArithmetic.of(DType.F32, Shape.scalar(), 0);
    if (value.shape().elements() != 1) {
      throw FoveaException.here("a filling of " + value.shape(), "use one number");
    }
    double number = value.data().at(0);
    DType dtype = value.data().type().dtype();
    return shape.elements() <= MOST_KNOWN || !dtype.floating()
        ? HostArithmetic.fill(dtype, shape, _ -> number)
        : new TracedValue.Traced(Tensor.full(new TensorType(shape, dtype), number));
  }

  private static TracedValue shape(NodeCall call) {
    int[] dims = call.shape(0).dims();
    long start = call.node().whole("start", 0);
    long end = call.node().whole("end", dims.length);
    int from = Math.clamp(start < 0 ? start + dims.length : start, 0, dims.length);
    int to = Math.clamp(end < 0 ? end + dims.length : end, from, dims.length);
    return HostArithmetic.wholes(LongStream.range(from, to).map(i -> dims[(int) i]).toArray());
  }

  private static TracedValue range(NodeCall call) {
    double start = call.scalar(0);
    double step = call.scalar(2);
    double count = Math.max(0, Math.ceil((call.scalar(1) - start) / step));
    if (!(count <= HostArithmetic.MOST)) {
      throw FoveaException.here("a range of " + count + " numbers", "get the model again");
    }
    DType dtype = call.known(0).type().dtype();
    return HostArithmetic.fill(dtype, Shape.of((int) count), i -> start + i * step);
  }

  private static TracedValue oneHot(NodeCall call) {
    HostBuffer indices = call.known(0);
    int depth = HostArithmetic.small((long) call.scalar(1));
    HostBuffer values = call.known(2);
    int rank = indices.type().shape().rank();
    int axis = call.axis(call.node().whole("axis", -1), rank + 1);
    int[] dims = new int[rank + 1];
    for (int i = 0; i <= rank; i++) {
      dims[i] = i == axis ? depth : indices.type().shape().dim(i < axis ? i : i - 1);
    }
    Shape shape = Shape.of(dims);
    long inner = axis == rank ? 1 : shape.strides()[axis];
    return HostArithmetic.fill(
        values.type().dtype(),
        shape,
        i -> {
          double index = indices.at(i / (inner * depth) * inner + i % inner);
          long hot = (long) (index < 0 ? index + depth : index);
          return values.at(hot == i / inner % depth ? 1 : 0);
        });
  }

  private static TracedValue castLike(NodeCall call) {
    return switch (call.value(1).tensor().type().dtype()) {
      case F32, F64, BF16 -> cast(call, 1);
      case I64, I32 -> cast(call, 7);
      case U8 -> cast(call, 9);
    };
  }

  /** All real types are one, and so are all whole ones; truths are 0 and 1. */
  private static TracedValue cast(NodeCall call, long to) {
    TracedValue x = call.value(0);
    return switch (Math.clamp(to, -1, 1000)) {
      case 1, 10, 11, 16 -> real(x);
      case 2, 3, 4, 5, 6, 7, 12, 13 -> whole(x);
      case 9 -> truth(x);
      default -> throw call.declined("the type number " + to, "use a type of numbers");
    };
  }

  private static TracedValue real(TracedValue x) {
    if (x instanceof TracedValue.Known known) {
      return HostArithmetic.map(known, DType.F32, v -> v);
    }
    Tensor tensor = x.tensor();
    return tensor.type().dtype().floating() ? x : TracedValue.of(tensor.cast(DType.F32));
  }

  private static TracedValue whole(TracedValue x) {
    if (x instanceof TracedValue.Known(HostBuffer data)) {
      return data.type().dtype() == DType.I64
          ? x
          : HostArithmetic.map(new TracedValue.Known(data), DType.I64, v -> v);
    }
    Tensor tensor = x.tensor();
    return tensor.type().dtype().floating() ? TracedValue.of(tensor.cast(DType.I32)) : x;
  }

  private static TracedValue truth(TracedValue x) {
    if (x instanceof TracedValue.Known known) {
      return HostArithmetic.map(known, DType.U8, v -> v == 0 ? 0 : 1);
    }
    Tensor tensor = x.tensor();
    return switch (tensor.node().op()) {
      case Binary.Greater _, Binary.Equal _ -> x;
      case Op _ -> TracedValue.of(tensor.equal(Tensor.full(tensor.type(), 0)).neg().add(1));
    };
  }
}
