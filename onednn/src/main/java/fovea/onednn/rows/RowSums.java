package fovea.onednn.rows;

import static fovea.onednn.code.VectorOperation.ADD_DOUBLES;
import static fovea.onednn.code.VectorOperation.AND;
import static fovea.onednn.code.VectorOperation.TO_DOUBLES;
import static fovea.onednn.code.VectorOperation.XOR;

import fovea.onednn.code.Address;
import fovea.onednn.code.Register;
import fovea.onednn.code.VectorRegister;
import fovea.onednn.code.Vectors;

/**
 * Sums of rows: floats are added in pairs of pairs of pairs and then as doubles, of which a result
 * is a vector.
 */
final class RowSums extends RowCode {
  private static final VectorRegister LOW = register(0);
  private static final VectorRegister HIGH = register(1);
  private static final VectorRegister SUM = register(2);

  RowSums(Vectors vectors) {
    super(vectors);
  }

  @Override
  void prepare(Register free) {}

  @Override
  void begin(Address last) {
    to.apply(XOR, LOW, LOW, LOW);
    to.apply(XOR, HIGH, HIGH, HIGH);
    to.load(register(6), last);
    to.apply(AND, register(6), register(6), MASK);
  }

  @Override
  void block() {
    for (int i = 0; i < BLOCK / 2; i++) {
      to.load(register(2 + i), at(2 * i));
      to.add(register(2 + i), register(2 + i), at(2 * i + 1));
    }
    to.add(SUM, SUM, register(3));
    to.add(register(4), register(4), register(5));
    to.add(SUM, SUM, register(4));
    widen(SUM);
  }

  @Override
  void one() {
    to.add(register(6), register(6), at(0));
  }

  @Override
  void end() {
    widen(register(6));
    to.apply(ADD_DOUBLES, LOW, LOW, HIGH);
    to.store(result(0), LOW);
  }

  /** Adds to the doubles, by way of the memory of the result. */
  private void widen(VectorRegister sum) {
    to.store(result(0), sum);
    to.apply(TO_DOUBLES, register(3), result(0));
    to.apply(TO_DOUBLES, register(4), result(1));
    to.apply(ADD_DOUBLES, LOW, LOW, register(3));
    to.apply(ADD_DOUBLES, HIGH, HIGH, register(4));
  }
}
