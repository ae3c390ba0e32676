package fovea.onednn.winograd;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Placement;
import fovea.onednn.code.Register;
import fovea.onednn.code.VectorRegister;
import fovea.onednn.code.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * Machine code that multiplies the columns, later the rows of a tile by a matrix with few and
 * simple entries: each channel has its place in a vector, entries of ±1 are sums, others constants
 * in registers.
 *
 * <p>Vector registers: 0 to 5 the inputs, 6 the result, from 7 on the constants, then what the
 * caller wants, 15 zeros, from 16 on, where they are and suffice, what is between the two products.
 */
final class TileCode {
  /** The result that is made at the moment. */
  static final VectorRegister RESULT = new VectorRegister(6);

  /** Zeros. */
  static final VectorRegister ZERO = new VectorRegister(15);

  private static final int FIRST_CONSTANT = 7;
  private static final int FIRST_KEPT = 16;
  private static final int ALIGNED = 64;

  /** What the caller of a C function wants to find again. */
  private static final Register[] KEPT = {
    Register.RBP, Register.RBX, Register.R12, Register.R13, Register.R14, Register.R15
  };

  private final Assembler to;
  private final Vectors vectors;
  private final int size;
  private final double[][] matrix;
  private final List<Double> constants;

  /** Writes into {@code to}. */
  TileCode(Assembler to, Vectors vectors, double[][] matrix) {
    this.to = to;
    this.vectors = vectors;
    this.size = Math.max(matrix.length, matrix[0].length);
    this.matrix = matrix;
    this.constants =
        Arrays.stream(matrix)
            .flatMapToDouble(Arrays::stream)
            .filter(entry -> Math.abs(entry) != 1 && entry != 0)
            .distinct()
            .boxed()
            .toList();
  }

  /**
   * Saves registers, makes room for two tiles on the stack, sets the constants, loads the
   * arguments.
   *
   * @param arguments registers for them, in order
   */
  void begin(Register... arguments) {
    to.save(KEPT);
    to.move(Register.RBP, Register.RSP);
    to.and(Register.RSP, -ALIGNED);
    to.add(Register.RSP, -2 * size * size * vectors.bytes());
    constants.forEach(entry -> to.fill(constant(entry), entry.floatValue(), Register.RAX));
    to.fill(ZERO, 0, Register.RAX);
    to.loadArguments(arguments);
  }

  /** Writes what is done with each vector of a block of channels; it takes the first of them. */
  void eachVector(IntConsumer body) {
    for (int channel = 0; channel < Placement.BLOCK; channel += vectors.lanes()) {
      body.accept(channel);
    }
  }

  private VectorRegister constant(double entry) {
    return new VectorRegister(FIRST_CONSTANT + constants.indexOf(entry));
  }

  void end() {
    to.move(Register.RSP, Register.RBP);
    to.restore(KEPT);
    to.endVectors();
    to.ret();
  }

  /** A register for the caller, the first of which is 0. */
  VectorRegister free(int index) {
    return new VectorRegister(FIRST_CONSTANT + constants.size() + index);
  }

  /** Whether the tile between the two products stays in registers. */
  private boolean inRegisters() {
    return vectors == Vectors.AVX512 && size * size <= FIRST_KEPT;
  }

  /** The register of an element of the tile between the two products. */
  private VectorRegister near(int row, int column) {
    return new VectorRegister(FIRST_KEPT + row * size + column);
  }

  /** A vector of the tile on the stack. */
  private Address kept(int row, int column) {
    return Address.of(Register.RSP, (long) (row * size + column) * vectors.bytes());
  }

  /** A vector of a second tile on the stack, for the caller. */
  Address aside(int row, int column) {
    return Address.of(Register.RSP, (long) ((size + row) * size + column) * vectors.bytes());
  }

  /** The register of an input. */
  private static VectorRegister input(int index) {
    return new VectorRegister(index);
  }

  /** Where the elements of a tile come from. */
  interface Source {
    /** Reads an element. */
    void load(VectorRegister into, int row, int column);
  }

  /** Takes what comes out of a tile. */
  interface Sink {
    /** Takes an element, which is in {@code register} until the next one. */
    void take(int row, int column, VectorRegister register);
  }

  /**
   * Multiplies a tile by the matrix from the left, what comes of that by the transposed matrix from
   * the right.
   *
   * @param columns those of the tile that are there; the others are zeros
   * @param height rows of the result that are wanted
   * @param width columns of the result that are wanted
   */
  void multiply(Columns columns, int height, int width, Source source, Sink sink) {
    for (int x = columns.first(); x < columns.end(); x++) {
      for (int y = 0; y < matrix[0].length; y++) {
        source.load(input(y), y, x);
      }
      for (int row = 0; row < height; row++) {
        keep(row, x);
      }
    }
    for (int row = 0; row < height; row++) {
      IntFunction<VectorRegister> inputs = recalled(row, columns);
      for (int column = 0; column < width; column++) {
        sink.take(row, column, product(RESULT, matrix[column], columns, inputs));
      }
    }
  }

  /** Makes an element of the first product from the column that has been read. */
  private void keep(int row, int column) {
    VectorRegister into = inRegisters() ? near(row, column) : RESULT;
    VectorRegister made = product(into, matrix[row], columns(), TileCode::input);
    if (!inRegisters()) {
      to.store(kept(row, column), made);
    } else if (!made.equals(into)) {
      to.move(into, made);
    }
  }

  /** The registers of a row of the first product. */
  private IntFunction<VectorRegister> recalled(int row, Columns columns) {
    if (inRegisters()) {
      return column -> near(row, column);
    }
    for (int x = columns.first(); x < columns.end(); x++) {
      to.load(input(x), kept(row, x));
    }
    return TileCode::input;
  }

  /** All columns of a tile. */
  Columns columns() {
    return new Columns(0, matrix[0].length);
  }

  /** Sums up in {@code into}, or returns the only input that there is to add. */
  private VectorRegister product(
      VectorRegister into, double[] entries, Columns columns, IntFunction<VectorRegister> inputs) {
    VectorRegister sum = ZERO;
    for (int pass = 0; pass < 3; pass++) {
      for (int i = columns.first(); i < columns.end(); i++) {
        if (turn(entries[i]) == pass) {
          sum = plus(into, sum, entries[i], inputs.apply(i));
        }
      }
    }
    return sum;
  }

  /** Products come first, then what is added, then what is subtracted; zeros never. */
  private static int turn(double entry) {
    if (entry == 0) {
      return -1;
    }
    return Math.abs(entry) != 1 ? 0 : entry > 0 ? 1 : 2;
  }

  private VectorRegister plus(
      VectorRegister into, VectorRegister sum, double entry, VectorRegister input) {
    if (entry == -1) {
      to.subtract(into, sum, input);
    } else if (entry == 1) {
      if (sum.equals(ZERO)) {
        return input;
      }
      to.add(into, sum, input);
    } else if (sum.equals(ZERO)) {
      to.multiply(into, input, constant(entry));
    } else {
      to.multiplyAdd(into, input, constant(entry));
    }
    return into;
  }
}
