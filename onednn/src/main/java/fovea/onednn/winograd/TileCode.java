package fovea.onednn.winograd;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Register;
import fovea.onednn.code.VectorRegister;
import fovea.onednn.code.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Machine code that multiplies the columns, later the rows of a tile by a matrix with few and
 * simple entries: each channel has its place in a vector, entries of ±1 are sums, others constants
 * in registers.
 *
 * <p>Vector registers: 0 to 5 the inputs, 6 the result, from 7 on the constants, then what the
 * caller wants, 15 zeros.
 */
final class TileCode {
  /** The result that is made at the moment. */
  static final VectorRegister RESULT = new VectorRegister(6);

  /** Zeros. */
  static final VectorRegister ZERO = new VectorRegister(15);

  private static final int FIRST_CONSTANT = 7;
  private static final int ALIGNED = 64;

  /** What the caller of a C function wants to find again. */
  private static final Register[] KEPT = {
    Register.RBX, Register.R12, Register.R13, Register.R14, Register.R15
  };

  private final Assembler to;
  private final Vectors vectors;
  private final double[][] matrix;
  private final List<Double> constants;

  TileCode(Assembler to, Vectors vectors, double[][] matrix) {
    this.to = to;
    this.vectors = vectors;
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
   * Saves registers, makes room for a tile on the stack, sets the constants, loads the arguments.
   *
   * @param arguments registers for them, in order
   */
  void begin(Register... arguments) {
    to.push(Register.RBP);
    for (Register register : KEPT) {
      to.push(register);
    }
    to.move(Register.RBP, Register.RSP);
    to.and(Register.RSP, -ALIGNED);
    to.add(Register.RSP, -Winograd.PRODUCTS * vectors.bytes());
    constants.forEach(entry -> to.fill(constant(entry), entry.floatValue(), Register.RAX));
    to.fill(ZERO, 0, Register.RAX);
    for (int i = 0; i < arguments.length; i++) {
      to.load(arguments[i], Address.of(Register.RDI, (long) i * Long.BYTES));
    }
  }

  /** Writes what is done with each vector of a block of channels; it takes the bytes before it. */
  void eachVector(IntConsumer body) {
    for (int lane = 0; lane < Placement.BLOCK; lane += vectors.lanes()) {
      body.accept(lane * Float.BYTES);
    }
  }

  private VectorRegister constant(double entry) {
    return new VectorRegister(FIRST_CONSTANT + constants.indexOf(entry));
  }

  void end() {
    to.move(Register.RSP, Register.RBP);
    for (int i = KEPT.length; i > 0; i--) {
      to.pop(KEPT[i - 1]);
    }
    to.pop(Register.RBP);
    to.endVectors();
    to.ret();
  }

  /** A register for the caller, the first of which is 0. */
  VectorRegister free(int index) {
    return new VectorRegister(FIRST_CONSTANT + constants.size() + index);
  }

  /** A vector of the tile on the stack. */
  private Address kept(int row, int column) {
    return Address.of(Register.RSP, (long) (row * Winograd.TILE + column) * vectors.bytes());
  }

  /** The register of an input. */
  private static VectorRegister input(int index) {
    return new VectorRegister(index);
  }

  /** Where an element of a tile is read. */
  interface Source {
    /** The place of the element. */
    Address at(int row, int column);
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
        to.load(input(y), source.at(y, x));
      }
      for (int row = 0; row < height; row++) {
        to.store(kept(row, x), product(matrix[row], 0, matrix[0].length));
      }
    }
    for (int row = 0; row < height; row++) {
      for (int x = columns.first(); x < columns.end(); x++) {
        to.load(input(x), kept(row, x));
      }
      for (int column = 0; column < width; column++) {
        sink.take(row, column, product(matrix[column], columns.first(), columns.end()));
      }
    }
  }

  /** All columns of a tile. */
  Columns columns() {
    return new Columns(0, matrix[0].length);
  }

  private VectorRegister product(double[] entries, int first, int end) {
    VectorRegister sum = ZERO;
    for (int pass = 0; pass < 3; pass++) {
      for (int i = first; i < end; i++) {
        if (turn(entries[i]) == pass) {
          sum = plus(sum, entries[i], input(i));
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

  private VectorRegister plus(VectorRegister sum, double entry, VectorRegister input) {
    if (entry == -1) {
      to.subtract(RESULT, sum, input);
    } else if (entry == 1) {
      if (sum.equals(ZERO)) {
        return input;
      }
      to.add(RESULT, sum, input);
    } else if (sum.equals(ZERO)) {
      to.multiply(RESULT, input, constant(entry));
    } else {
      to.multiplyAdd(RESULT, input, constant(entry));
    }
    return RESULT;
  }
}
