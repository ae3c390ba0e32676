package fovea.onednn.rows;

import static fovea.onednn.code.Register.R10;
import static fovea.onednn.code.Register.R11;
import static fovea.onednn.code.Register.R8;
import static fovea.onednn.code.Register.R9;
import static fovea.onednn.code.Register.RAX;
import static fovea.onednn.code.Register.RCX;
import static fovea.onednn.code.Register.RDI;
import static fovea.onednn.code.Register.RDX;
import static fovea.onednn.code.Register.RSI;
import static fovea.onednn.code.VectorOperation.ADD_DOUBLES;
import static fovea.onednn.code.VectorOperation.AND;
import static fovea.onednn.code.VectorOperation.TO_DOUBLES;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Register;
import fovea.onednn.code.VectorRegister;
import fovea.onednn.code.Vectors;

/**
 * Adds some rows, column by column in pairs of pairs, to sums in doubles. Arguments: the first row,
 * bytes from row to row, whole vectors of a row, where the sums are, memory for a vector, the
 * distance in bytes from the end of the whole vectors to where the last vector begins, which is
 * negative, and where a mask lies that tells which bits of that vector no other holds.
 *
 * @param rows 1 or {@link #TOGETHER}
 */
record ColumnSums(Vectors vectors, int rows) {
  /** Rows that are added at a time. */
  static final int TOGETHER = 8;

  private static final VectorRegister MASK = register(15);
  private static final Register SUMS = RDX;
  private static final Register FREE = R11;

  byte[] bytes() {
    Assembler to = new Assembler(vectors);
    to.loadArguments(RSI, RCX, R8, SUMS, FREE, RAX, R9);
    to.load(MASK, Address.of(R9, 0));
    // Two, three and four rows on.
    to.move(R9, RCX);
    to.add(R9, RCX);
    to.move(R10, R9);
    to.add(R10, RCX);
    to.move(RDI, RSI);
    to.add(RDI, R9);
    to.add(RDI, R9);
    to.repeatIfAny(
        R8,
        () -> {
          add(to, false);
          to.add(RSI, vectors.bytes());
          to.add(RDI, vectors.bytes());
          to.add(SUMS, 2 * vectors.bytes());
        });
    to.add(RSI, RAX);
    to.add(RDI, RAX);
    to.add(SUMS, RAX);
    to.add(SUMS, RAX);
    add(to, true);
    to.endVectors();
    to.ret();
    return to.bytes();
  }

  private void add(Assembler to, boolean masked) {
    for (int row = 0; row < rows; row++) {
      to.load(register(row), place(row));
      if (masked) {
        to.apply(AND, register(row), register(row), MASK);
      }
    }
    for (int half = rows / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        to.add(register(i), register(i), register(i + half));
      }
    }
    to.store(Address.of(FREE, 0), register(0));
    for (int half = 0; half < 2; half++) {
      Address sum = Address.of(SUMS, (long) half * vectors.bytes());
      to.apply(TO_DOUBLES, register(half), Address.of(FREE, (long) half * vectors.bytes() / 2));
      to.apply(ADD_DOUBLES, register(half), register(half), sum);
      to.store(sum, register(half));
    }
  }

  private static Address place(int row) {
    Register base = row < TOGETHER / 2 ? RSI : RDI;
    return switch (row % (TOGETHER / 2)) {
      case 1 -> Address.of(base, RCX, 0);
      case 2 -> Address.of(base, R9, 0);
      case 3 -> Address.of(base, R10, 0);
      default -> Address.of(base, 0);
    };
  }

  private static VectorRegister register(int number) {
    return new VectorRegister(number);
  }
}
