package fovea.onednn.functions;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.VectorOperation;
import fovea.onednn.code.VectorRegister;

/**
 * Machine code of elementwise functions. Registers are numbered from 0: the argument, the upstream
 * gradient if there is one, and others to work in.
 */
record FunctionCode(Assembler to) {

  static VectorRegister register(int number) {
    return new VectorRegister(number);
  }

  /** {@code into = a OP number}. */
  void constant(VectorOperation operation, int into, int a, float number) {
    to.apply(operation, register(into), register(a), to.constant(number));
  }

  /** The same with a whole number, or the bits of a float. */
  void constantInt(VectorOperation operation, int into, int a, int number) {
    to.apply(operation, register(into), register(a), to.constantInt(number));
  }

  /** {@code into = a OP b}. */
  void apply(VectorOperation operation, int into, int a, int b) {
    to.apply(operation, register(into), register(a), register(b));
  }

  /** Loads a number. */
  void load(int into, float number) {
    to.load(register(into), to.constant(number));
  }

  /** Loads a whole number. */
  void loadInt(int into, int number) {
    Address from = to.constantInt(number);
    to.load(register(into), from);
  }

  /** All ones where a whole number is negative, else zeros. */
  void signs(int into, int from) {
    to.shiftRight(register(into), register(from), Integer.SIZE - 1);
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
