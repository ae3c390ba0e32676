package fovea.onnx.operator;

import fovea.format.onnx.OnnxNode;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * A node with what its inputs stand for.
 *
 * @param node with the attributes
 * @param inputs absent ones at the end may be left out
 * @param version of the operator set, which the meaning of some operators depends on
 */
public record NodeCall(OnnxNode node, List<TracedValue> inputs, long version) {

  /** Whether input {@code index} is given. */
  boolean has(int index) {
    return index < inputs.size() && !(inputs.get(index) instanceof TracedValue.Absent);
  }

  /** Whether somebody may read output {@code index}. */
  boolean asksFor(int index) {
    return index < node.outputs().size() && !node.outputs().get(index).isEmpty();
  }

  /** Input {@code index}, which must be given. */
  TracedValue value(int index) {
    if (!has(index)) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT,
              "%s takes more than %d inputs, found %d",
              node.operator(),
              index,
              inputs.size()),
          "get or export the model again");
    }
    return inputs.get(index);
  }

  /** Input {@code index} as a tensor. */
  Tensor tensor(int index) {
    return value(index).tensor();
  }

  /** Input {@code index} as a tensor of real numbers. */
  Tensor real(int index) {
    Tensor x = tensor(index);
    return x.type().dtype().floating() ? x : x.cast(DType.F32);
  }

  /** Input {@code index} as a tensor of 32-bit numbers, as weights are. */
  Tensor single(int index) {
    return tensor(index).cast(DType.F32);
  }

  /** Shape of input {@code index}. */
  Shape shape(int index) {
    return value(index).shape();
  }

  /** Input {@code index}, whose numbers must be known before the network runs. */
  HostBuffer known(int index) {
    if (value(index) instanceof TracedValue.Known(HostBuffer data)) {
      return data;
    }
    throw FoveaException.here(
        String.format(
            Locale.ROOT,
            "input %d of %s follows from the picture, but decides about shapes",
            index,
            node.operator()),
        "export the model with fixed sizes");
  }

  /** The whole numbers of input {@code index}. */
  long[] wholes(int index) {
    HostBuffer data = known(index);
    return LongStream.range(0, data.type().shape().elements())
        .map(i -> (long) data.at(i))
        .toArray();
  }

  /** The only number of input {@code index}. */
  double scalar(int index) {
    HostBuffer data = known(index);
    if (data.type().shape().elements() != 1) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT,
              "input %d of %s has shape %s instead of one number",
              index,
              node.operator(),
              data.type().shape()),
          "get or export the model again");
    }
    return data.at(0);
  }

  /**
   * Whole numbers that newer operator sets take from input {@code index} and older ones from an
   * attribute; none if neither is given.
   */
  long[] wholes(int index, String attribute) {
    if (has(index)) {
      return wholes(index);
    }
    return node.wholes(attribute);
  }

  /** Whether {@link #wholes(int, String)} finds something. */
  boolean given(int index, String attribute) {
    return has(index) || node.has(attribute);
  }

  /** Axes from the front, each in the rank and named once. */
  int[] axes(long[] axes, int rank) {
    int[] indices =
        LongStream.of(axes)
            .mapToInt(HostArithmetic::small)
            .map(axis -> axis < 0 ? axis + rank : axis)
            .toArray();
    for (int axis : indices) {
      if (axis < 0 || axis >= rank) {
        throw FoveaException.here(
            String.format(
                Locale.ROOT, "axes %s do not exist in %d dimensions", List.of(boxed(axes)), rank),
            "get or export the model again");
      }
    }
    if (LongStream.of(axes).distinct().count() != axes.length) {
      throw FoveaException.here(
          "axes %s are named twice".formatted(List.of(boxed(axes))),
          "get or export the model again");
    }
    return indices;
  }

  /** An axis from the front. */
  int axis(long axis, int rank) {
    return axes(new long[] {axis}, rank)[0];
  }

  /** A case of the operator that is not computed here. */
  FoveaException declined(String found, String advice) {
    return FoveaException.here(node.operator() + " with " + found + " is not supported", advice);
  }

  private static Long[] boxed(long[] values) {
    return LongStream.of(values).boxed().toArray(Long[]::new);
  }
}
