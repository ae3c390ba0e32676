package fovea.onednn.rows;

import static fovea.onednn.code.VectorOperation.AND;
import static fovea.onednn.code.VectorOperation.MAX_INTS;
import static fovea.onednn.code.VectorOperation.MAX_UNSIGNED;
import static fovea.onednn.code.VectorOperation.MIN_UNSIGNED;
import static fovea.onednn.code.VectorOperation.SUBTRACT_INTS;
import static fovea.onednn.code.VectorOperation.XOR;

import fovea.onednn.code.Address;
import fovea.onednn.code.Register;
import fovea.onednn.code.VectorRegister;
import fovea.onednn.code.Vectors;

/**
 * The largest numbers of rows, NaN above all others: a result is a vector of whole numbers in the
 * order of {@link Float#compare}.
 *
 * <p>As whole numbers with a sign, bits of positive floats have the right order; if there is none,
 * the smallest bits without a sign are those of the largest float. NaN with a sign have the largest
 * bits of all.
 */
final class RowMaxima extends RowCode {
  private static final VectorRegister SIGNED = register(0);
  private static final VectorRegister LARGEST = register(1);
  private static final VectorRegister SMALLEST = register(2);
  private static final VectorRegister FREE = register(3);
  private static final VectorRegister MORE = register(4);
  private static final VectorRegister MAGNITUDE = register(5);
  private static final VectorRegister MINUS_INFINITY = register(6);

  RowMaxima(Vectors vectors) {
    super(vectors);
  }

  @Override
  void prepare(Register free) {
    to.useConstants(free);
    to.load(MAGNITUDE, to.constantInt(Integer.MAX_VALUE));
    to.load(MINUS_INFINITY, to.constant(Float.NEGATIVE_INFINITY));
  }

  @Override
  void begin(Address last) {
    to.load(SIGNED, last);
    to.move(LARGEST, SIGNED);
    to.move(SMALLEST, SIGNED);
  }

  @Override
  void block() {
    for (int i = 0; i < BLOCK; i++) {
      join(at(i));
    }
  }

  @Override
  void one() {
    join(at(0));
  }

  private void join(Address floats) {
    to.load(FREE, floats);
    to.apply(MAX_INTS, SIGNED, SIGNED, FREE);
    to.apply(MAX_UNSIGNED, LARGEST, LARGEST, FREE);
    to.apply(MIN_UNSIGNED, SMALLEST, SMALLEST, FREE);
  }

  @Override
  void end() {
    to.apply(XOR, SMALLEST, SMALLEST, MAGNITUDE);
    to.shiftRight(FREE, SIGNED, Integer.SIZE - 1);
    choose(SIGNED, SMALLEST);
    // NaN with a sign are beyond minus infinity.
    to.apply(SUBTRACT_INTS, FREE, MINUS_INFINITY, LARGEST);
    to.apply(AND, FREE, FREE, LARGEST);
    to.shiftRight(FREE, FREE, Integer.SIZE - 1);
    choose(SIGNED, MAGNITUDE);
    to.store(result(0), SIGNED);
  }

  /** Replaces {@code to} by {@code other} where {@link #FREE} has ones. */
  private void choose(VectorRegister into, VectorRegister other) {
    to.apply(XOR, MORE, into, other);
    to.apply(AND, MORE, MORE, FREE);
    to.apply(XOR, into, into, MORE);
  }
}
