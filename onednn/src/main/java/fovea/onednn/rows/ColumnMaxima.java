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
import static fovea.onednn.code.VectorOperation.ADD_INTS;
import static fovea.onednn.code.VectorOperation.AND;
import static fovea.onednn.code.VectorOperation.MAX_INTS;
import static fovea.onednn.code.VectorOperation.OR;
import static fovea.onednn.code.VectorOperation.SUBTRACT_INTS;
import static fovea.onednn.code.VectorOperation.XOR;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.VectorRegister;
import fovea.onednn.code.Vectors;

/**
 * Finds at which depth each lane of vectors has its first largest number. Arguments: the first
 * vector, bytes to the one below, columns of vectors before the last, where the indices go, vectors
 * below the first, how many bytes the last column is further than its turn, at most 0, and bytes
 * from column to column.
 */
record ColumnMaxima(Vectors vectors) {
  private static final VectorRegister LARGEST = register(0);
  private static final VectorRegister FOUND = register(1);
  private static final VectorRegister INDEX = register(2);
  private static final VectorRegister RANK = register(3);
  private static final VectorRegister FREE = register(4);
  private static final VectorRegister NAN = register(5);
  private static final VectorRegister ONE = register(6);
  private static final VectorRegister ZERO = register(7);
  private static final VectorRegister MAGNITUDE = register(8);
  private static final VectorRegister INFINITE = register(9);
  private static final VectorRegister CHANGE = register(10);

  /** Bytes ahead at which data are asked for. */
  private static final int AHEAD = 1024;

  byte[] bytes() {
    Assembler to = new Assembler(vectors);
    to.useConstants(RAX);
    to.load(ONE, to.constantInt(1));
    to.load(MAGNITUDE, to.constantInt(Integer.MAX_VALUE));
    to.load(INFINITE, to.constant(Float.POSITIVE_INFINITY));
    to.apply(XOR, ZERO, ZERO, ZERO);
    to.loadArguments(RSI, RCX, R8, RDX, R9, R10, RAX);
    to.repeatIfAny(
        R8,
        () -> {
          vector(to);
          to.add(RSI, RAX);
          to.add(RDX, vectors.bytes());
        });
    to.add(RSI, R10);
    to.add(RDX, R10);
    vector(to);
    to.endVectors();
    to.ret();
    return to.bytes();
  }

  /** A vector of columns. */
  private static void vector(Assembler to) {
    to.move(RDI, RSI);
    to.move(R11, R9);
    rank(to);
    to.move(LARGEST, RANK);
    to.apply(XOR, INDEX, INDEX, INDEX);
    to.apply(XOR, FOUND, FOUND, FOUND);
    to.repeatIfAny(
        R11,
        () -> {
          to.add(RDI, RCX);
          to.apply(ADD_INTS, INDEX, INDEX, ONE);
          rank(to);
          to.apply(MAX_INTS, RANK, RANK, LARGEST);
          // Ones where it has changed.
          to.apply(XOR, LARGEST, LARGEST, RANK);
          to.apply(SUBTRACT_INTS, FREE, ZERO, LARGEST);
          to.apply(OR, FREE, FREE, LARGEST);
          to.shiftRight(FREE, FREE, Integer.SIZE - 1);
          to.move(LARGEST, RANK);
          choose(to, FOUND, INDEX, FREE);
        });
    to.store(Address.of(RDX, 0), FOUND);
  }

  /** Loads floats as whole numbers in the order of {@link Float#compare}, all NaN the largest. */
  private static void rank(Assembler to) {
    to.prefetchFirst(Address.of(RDI, AHEAD));
    to.load(RANK, Address.of(RDI, 0));
    to.apply(AND, NAN, RANK, MAGNITUDE);
    to.apply(SUBTRACT_INTS, NAN, INFINITE, NAN);
    to.shiftRight(NAN, NAN, Integer.SIZE - 1);
    to.shiftRight(FREE, RANK, Integer.SIZE - 1);
    to.apply(AND, FREE, FREE, MAGNITUDE);
    to.apply(XOR, RANK, RANK, FREE);
    choose(to, RANK, MAGNITUDE, NAN);
  }

  /** Replaces {@code into} by {@code other} where {@code mask} has ones. */
  private static void choose(
      Assembler to, VectorRegister into, VectorRegister other, VectorRegister mask) {
    to.apply(XOR, CHANGE, into, other);
    to.apply(AND, CHANGE, CHANGE, mask);
    to.apply(XOR, into, into, CHANGE);
  }

  private static VectorRegister register(int number) {
    return new VectorRegister(number);
  }
}
