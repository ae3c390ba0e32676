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

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Register;
import fovea.onednn.code.VectorRegister;
import fovea.onednn.code.Vectors;

/**
 * Machine code that makes a vector of each of many rows. Arguments: the first row, the number of
 * rows, bytes from row to row, blocks of vectors in a row, vectors in it after the last block,
 * where in a row its last vector begins, where the results go, and where a vector lies that tells
 * by ones which bits of that last vector no other holds.
 */
abstract sealed class RowCode permits RowSums, RowMaxima {
  /** Vectors of a block. */
  static final int BLOCK = 8;

  /** What {@link #begin} finds the mask of the last vector in. */
  static final VectorRegister MASK = new VectorRegister(15);

  /** Bytes ahead at which data are asked for. */
  private static final int AHEAD = 1024;

  private static final int LINE = 64;
  private static final Register RESULT = R11;
  private static final Register CURSOR = RAX;
  private static final Register COUNTER = RDI;

  final Assembler to;
  final Vectors vectors;

  RowCode(Vectors vectors) {
    this.vectors = vectors;
    this.to = new Assembler(vectors);
  }

  /** Fills registers that stay; {@code free} is there to use. */
  abstract void prepare(Register free);

  /** Starts a row with its last vector. */
  abstract void begin(Address last);

  /** Joins a block of vectors. */
  abstract void block();

  /** Joins one vector more. */
  abstract void one();

  /** Writes the result. */
  abstract void end();

  final byte[] bytes() {
    to.loadArguments(RSI, RDX, RCX, R8, R9, R10, RESULT, CURSOR);
    to.load(MASK, Address.of(CURSOR, 0));
    prepare(CURSOR);
    to.repeat(
        RDX,
        () -> {
          begin(Address.of(RSI, R10, 0));
          to.move(CURSOR, RSI);
          to.move(COUNTER, R8);
          to.repeatIfAny(
              COUNTER,
              () -> {
                int bytes = BLOCK * vectors.bytes();
                for (int line = 0; line < bytes; line += LINE) {
                  to.prefetchFirst(Address.of(CURSOR, AHEAD + line));
                }
                block();
                to.add(CURSOR, bytes);
              });
          to.move(COUNTER, R9);
          to.repeatIfAny(
              COUNTER,
              () -> {
                one();
                to.add(CURSOR, vectors.bytes());
              });
          end();
          to.add(RESULT, vectors.bytes());
          to.add(RSI, RCX);
        });
    to.endVectors();
    to.ret();
    return to.bytes();
  }

  /** A vector from the place that the code has come to. */
  final Address at(int vector) {
    return Address.of(CURSOR, (long) vector * vectors.bytes());
  }

  /** Where half a vector of the result lies. */
  final Address result(int half) {
    return Address.of(RESULT, (long) half * vectors.bytes() / 2);
  }

  static VectorRegister register(int number) {
    return new VectorRegister(number);
  }
}
