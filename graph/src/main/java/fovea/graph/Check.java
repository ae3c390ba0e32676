package fovea.graph;

import java.util.List;

/** Conditions that several ops put on their inputs. */
final class Check {
  private Check() {}

  /** Requires {@code count} inputs. */
  static void inputs(Op op, List<TensorType> inputs, int count) {
    if (inputs.size() != count) {
      throw FoveaException.here(
          op.name() + " takes " + count + " inputs, found " + inputs.size(), "pass them all");
    }
  }

  /** Requires {@code rank} axes. */
  static void rank(Op op, String what, TensorType type, int rank) {
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
          rank == 4 ? "reshape it first" : "reshape or flatten it first");
    }
  }

  /** Requires pictures {@code [n, c, h, w]}. */
  static void pictures(Op op, TensorType x) {
    pictures(op.name(), x.shape());
  }

  /** Requires pictures {@code [n, c, h, w]} for what is called {@code name}. */
  static void pictures(String name, Shape x) {
    if (x.rank() != 4) {
      throw FoveaException.here(
          name + " expects an input with 4 axes [n, c, h, w], found " + x,
          x.rank() == 3 ? batched(x) : "reshape it first");
    }
  }

  /** How to make a batch of one picture. */
  static String batched(Shape picture) {
    String sizes = picture.toString();
    return "add the batch axis: x.reshape(1, " + sizes.substring(1, sizes.length() - 1) + ")";
  }

  /** Requires equal shapes. */
  static void same(Op op, String what, Shape expected, Shape found) {
    if (!expected.equals(found)) {
      throw FoveaException.here(
          op.name() + " expects " + what + " of shape " + expected + ", found " + found,
          "pass a tensor of that shape");
    }
  }

  /** Requires a floating element type. */
  static void floating(Op op, TensorType type) {
    if (!type.dtype().floating()) {
      throw FoveaException.here(
          op.name() + " needs floating-point elements, found " + type.dtype(), "cast it first");
    }
  }

  /** Requires one element type. */
  static void sameType(Op op, TensorType a, TensorType b) {
    if (a.dtype() != b.dtype()) {
      throw FoveaException.here(
          op.name() + " mixes " + a.dtype() + " and " + b.dtype(), "cast one of them");
    }
  }

  /** Requires a condition that {@code found} explains. */
  static void that(boolean condition, Op op, String found, String advice) {
    if (!condition) {
      throw FoveaException.here(op.name() + ": " + found, advice);
    }
  }

  private static String axes(int rank) {
    return rank == 4 ? " [n, c, h, w]" : "";
  }
}
