package fovea.onednn.weightgradient;

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
import fovea.onednn.code.Placement;
import fovea.onednn.code.Register;
import fovea.onednn.code.Routine;
import fovea.onednn.code.VectorRegister;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.system.MachineCode;

/**
 * Sums up products of pairs: of each channel of some blocks of the input with each of one or two
 * blocks of the upstream gradient. Sums stay in registers, for half a block of the input at a time.
 *
 * <p>Arguments: pairs of the input, pairs of the upstream gradient, the gradient, how many blocks
 * of the input, how many pairs, and a list of where memory is that will be needed next: for each
 * half of a block as many lines as there are pairs.
 *
 * @param columns blocks of the upstream gradient: 1 or 2
 * @param inputBlock bytes from the pairs of a block of the input to those of the next one
 * @param upstreamBlock the same for the upstream gradient
 * @param across bytes from the gradient for a block of the upstream gradient to that for the next
 * @param adds whether to add to the gradient that is there
 */
record OuterProducts(int columns, int inputBlock, int upstreamBlock, int across, boolean adds)
    implements Routine {
  /** Blocks of the upstream gradient at most. */
  static final int MOST_COLUMNS = 2;

  /** Times that memory is asked for ahead, for each block of the input. */
  static final int HALVES = 2;

  /**
   * Channels of the input whose sums are in registers: with two blocks, sums are in half of all.
   */
  private static final int ROWS = Placement.BLOCK / HALVES;

  private static final int FIRST_SUM = 16;
  private static final VectorRegister ZERO = new VectorRegister(3);
  private static final VectorRegister CHANNEL = new VectorRegister(2);

  private static final Register INPUT = RSI;
  private static final Register UPSTREAM = RDX;
  private static final Register GRADIENT = R8;
  private static final Register BLOCKS = RCX;
  private static final Register AHEAD = R9;

  private static final int PAIRS_ARGUMENT = 4 * Long.BYTES;
  private static final Register PAIRS = R10;
  private static final Register NEXT = R11;
  private static final Register AT = RAX;

  @Override
  public MachineCode code() {
    Assembler to = new Assembler(Vectors.AVX512);
    to.loadArguments(INPUT, UPSTREAM, GRADIENT, BLOCKS, PAIRS, AHEAD);
    to.fill(ZERO, 0, AT);
    to.repeat(
        BLOCKS,
        () -> {
          for (int half = 0; half < HALVES; half++) {
            half(to, half * ROWS);
          }
          to.add(INPUT, inputBlock);
          to.add(GRADIENT, Placement.BLOCK * Vectors.AVX512.bytes());
        });
    to.endVectors();
    to.ret();
    return MachineCode.of("outer products", to.bytes());
  }

  private void half(Assembler to, int first) {
    to.load(NEXT, Address.of(AHEAD, 0));
    to.add(AHEAD, Long.BYTES);
    eachSum(
        (row, column, sum) -> {
          if (adds) {
            to.load(sum, gradient(first + row, column));
          } else {
            to.move(sum, ZERO);
          }
        });
    to.load(PAIRS, Address.of(RDI, PAIRS_ARGUMENT));
    to.move(AT, 0);
    to.repeat(PAIRS, () -> pair(to, first));
    eachSum((row, column, sum) -> to.store(gradient(first + row, column), sum));
  }

  private void pair(Assembler to, int first) {
    for (int column = 0; column < columns; column++) {
      to.load(upstream(column), Address.of(UPSTREAM, AT, (long) column * upstreamBlock));
    }
    to.prefetch(Address.of(NEXT, AT, 0));
    for (int row = 0; row < ROWS; row++) {
      to.broadcast(CHANNEL, Address.of(INPUT, AT, (long) (first + row) * Float.BYTES));
      for (int column = 0; column < columns; column++) {
        to.multiplyPairs(sum(row, column), CHANNEL, upstream(column));
      }
    }
    to.add(AT, Vectors.AVX512.bytes());
  }

  private interface EachSum {
    void write(int row, int column, VectorRegister sum);
  }

  private void eachSum(EachSum each) {
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < columns; column++) {
        each.write(row, column, sum(row, column));
      }
    }
  }

  private Address gradient(int row, int column) {
    return Address.of(GRADIENT, (long) column * across + (long) row * Vectors.AVX512.bytes());
  }

  private static VectorRegister sum(int row, int column) {
    return new VectorRegister(FIRST_SUM + row * MOST_COLUMNS + column);
  }

  private static VectorRegister upstream(int column) {
    return new VectorRegister(column);
  }
}
