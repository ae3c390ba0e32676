package fovea.onednn.functions;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.VectorOperation;
import fovea.onednn.code.VectorRegister;

/**
 * Machine code of elementwise functions, for some vectors side by side, so that none waits for the
 * instruction before. Registers of a vector are numbered from 0: the argument, the upstream
 * gradient if there is one, and others to work in.
 *
 * @param vectors how many side by side
 * @param registers of each
 */
record FunctionCode(Assembler to, int vectors, int registers) {

  VectorRegister register(int vector, int number) {
    return new VectorRegister(vector * registers + number);
  }

  /** {@code into = a OP number}. */
  void constant(VectorOperation operation, int into, int a, float number) {
    constant(operation, into, a, to.constant(number));
  }

  /** The same with a whole number, or the bits of a float. */
  void constantInt(VectorOperation operation, int into, int a, int number) {
    constant(operation, into, a, to.constantInt(number));
  }

  private void constant(VectorOperation operation, int into, int a, Address number) {
    for (int v = 0; v < vectors; v++) {
      to.apply(operation, register(v, into), register(v, a), number);
    }
  }

  /** {@code into = a OP b}. */
  void apply(VectorOperation operation, int into, int a, int b) {
    for (int v = 0; v < vectors; v++) {
      to.apply(operation, register(v, into), register(v, a), register(v, b));
    }
  }

  /** {@code into = OP a}. */
  void apply(VectorOperation operation, int into, int a) {
    for (int v = 0; v < vectors; v++) {
      to.apply(operation, register(v, into), register(v, a));
    }
  }

  /** Loads a number. */
  void load(int into, float number) {
    load(into, to.constant(number));
  }

  /** Loads a whole number. */
  void loadInt(int into, int number) {
    load(into, to.constantInt(number));
  }

  private void load(int into, Address from) {
    for (int v = 0; v < vectors; v++) {
      to.load(register(v, into), from);
    }
  }

  /** Moves the bits up. */
  void shiftLeft(int into, int from, int bits) {
    for (int v = 0; v < vectors; v++) {
      to.shiftLeft(register(v, into), register(v, from), bits);
    }
  }

  /** Moves the bits down and fills up with the sign. */
  void shiftRight(int into, int from, int bits) {
    for (int v = 0; v < vectors; v++) {
      to.shiftRight(register(v, into), register(v, from), bits);
    }
  }

  /** All ones where a whole number is negative, else zeros. */
  void signs(int into, int from) {
    shiftRight(into, from, Integer.SIZE - 1);
  }

  /** Limits a number; NaN stays. */
  void clip(int x, float low, float high, int by) {
    load(by, low);
    apply(VectorOperation.MAX, x, by, x);
    load(by, high);
    apply(VectorOperation.MIN, x, by, x);
  }

  /** A polynomial of {@code x} by Horner's scheme, the highest power's factor first. */
  void polynomial(int into, int x, float... factors) {
    load(into, factors[0]);
    for (int i = 1; i < factors.length; i++) {
      constant(VectorOperation.TIMES_PLUS, into, x, factors[i]);
    }
  }
}
