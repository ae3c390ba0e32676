package fovea.explain.torch;

import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.StateDict;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.CRC32;

/** Weights that need no file: every value is a function of its name, shape and place. */
final class FormulaWeights {
  private FormulaWeights() {}

  /** Gives {@code network} such weights. */
  static void load(Layer network) {
    var values = new LinkedHashMap<String, HostBuffer>();
    StateDict.shapes(network).forEach((name, shape) -> values.put(name, state(name, shape)));
    StateDict.load(network, values);
  }

  /** The value of a parameter or state. */
  static HostBuffer state(String name, Shape shape) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return switch (last) {
      case "running_mean" -> fill(name, shape, u -> 0.2 * u);
      case "running_var" -> fill(name, shape, u -> 1 + 0.5 * u);
      case "num_batches_tracked" -> HostBuffer.allocate(new TensorType(shape, DType.I64));
      case "bias" -> fill(name, shape, u -> 0.1 * u);
      case String weight when shape.rank() == 1 && weight.equals("weight") ->
          fill(name, shape, u -> 1 + 0.2 * u);
      default -> {
        double fanIn = (double) shape.elements() / shape.dim(0);
        yield fill(name, shape, u -> u * Math.sqrt(12) * Math.sqrt(2 / fanIn));
      }
    };
  }

  /** Numbers between -1 and 1, such as those of a picture called {@code input}. */
  static HostBuffer numbers(String name, Shape shape) {
    return fill(name, shape, u -> 2 * u);
  }

  private static HostBuffer fill(String name, Shape shape, DoubleUnaryOperator rule) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    int x = crc.getValue() == 0 ? 1 : (int) crc.getValue();
    HostBuffer values = HostBuffer.allocate(new TensorType(shape, DType.F32));
    for (long i = 0; i < shape.elements(); i++) {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      values.set(i, rule.applyAsDouble(Integer.toUnsignedLong(x) * 0x1p-32 - 0.5));
    }
    return values;
  }
}
