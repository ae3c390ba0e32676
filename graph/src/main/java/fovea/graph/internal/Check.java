package fovea.graph.internal;

import fovea.graph.op.Op;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Conditions that several ops put on their inputs. */
public final class Check {
  private Check() {}

  /** Requires {@code count} inputs. */
  public static void inputs(Op op, List<TensorType> inputs, int count) {
    if (inputs.size() != count) {
      throw FoveaException.here(
          op.name() + " takes " + count + " inputs, found " + inputs.size(), "pass them all");
    }
  }

  /** Requires {@code rank} axes. */
  public static void rank(Op op, String what, TensorType type, int rank) {
    if (type.shape().rank() != rank) {
      throw FoveaException.here(
          op.name()
              + " expects "
              + what
              + " with "
              + rank
              + " axes"
              + axes(rank)
              + ", found "
              + type.shape(),
          rank == 4 ? "reshape it" : "reshape or flatten it first");
    }
  }

  /** Requires pictures {@code [n, c, h, w]}. */
  public static void pictures(Op op, TensorType type) {
    pictures(op.name(), type);
  }

  /** Requires pictures {@code [n, c, h, w]} for what is called {@code name}. */
  public static void pictures(String name, TensorType type) {
    Shape shape = type.shape();
    if (shape.rank() != 4) {
      throw FoveaException.here(
          name + " expects an input with 4 axes [n, c, h, w], found " + shape,
          shape.rank() == 3 ? batchAxis(shape) : "reshape it");
    }
  }

  /** How one picture becomes a batch. */
  public static String batchAxis(Shape picture) {
    return "add the batch axis: reshape(1, "
        + IntStream.of(picture.dims()).mapToObj(String::valueOf).collect(Collectors.joining(", "))
        + ")";
  }

  /** Requires equal shapes. */
  public static void same(Op op, String what, Shape expected, Shape found) {
    if (!expected.equals(found)) {
      throw FoveaException.here(
          op.name() + " expects " + what + " of shape " + expected + ", found " + found,
          "pass a tensor of that shape");
    }
  }

  /** Requires a floating element type. */
  public static void floating(Op op, TensorType type) {
    floating(op.name(), type);
  }

  /** Requires a floating element type for {@code what}. */
  public static void floating(String what, TensorType type) {
    if (!type.dtype().floating()) {
      throw FoveaException.here(
          what + " needs floating-point elements, found " + type.dtype(), "cast it first");
    }
  }

  /** Requires one element type. */
  public static void sameType(Op op, TensorType a, TensorType b) {
    if (a.dtype() != b.dtype()) {
      throw FoveaException.here(
          op.name() + " mixes " + a.dtype() + " and " + b.dtype(), "cast one of them");
    }
  }

  /** Requires a condition that {@code found} explains. */
  public static void that(boolean condition, Op op, String found, String advice) {
    if (!condition) {
      throw FoveaException.here(op.name() + ": " + found, advice);
    }
  }

  private static String axes(int rank) {
    return rank == 4 ? " [n, c, h, w]" : "";
  }
}
