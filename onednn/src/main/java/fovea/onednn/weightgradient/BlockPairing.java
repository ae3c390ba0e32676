package fovea.onednn.weightgradient;

import static fovea.onednn.code.Register.R8;
import static fovea.onednn.code.Register.R9;
import static fovea.onednn.code.Register.RBP;
import static fovea.onednn.code.Register.RCX;
import static fovea.onednn.code.Register.RDX;
import static fovea.onednn.code.Register.RSI;
import static fovea.onednn.code.Register.RSP;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Placement;
import fovea.onednn.code.Register;
import fovea.onednn.code.Routine;
import fovea.onednn.code.VectorRegister;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.system.MachineCode;
import java.util.stream.IntStream;

/**
 * Rounds blocks of 16 by 16 floats to bf16 and brings them into pairs: of two rows, {@code [8, 16,
 * 2]}, or, transposed, of two columns, so that these become the rows.
 *
 * <p>Arguments: where the first block is, where its pairs go, how many blocks, bytes from a block
 * to the next one, and the same for pairs.
 */
record BlockPairing(boolean transposed) implements Routine {
  private static final int BLOCK = Placement.BLOCK;
  private static final int ROW = BLOCK * Float.BYTES;
  private static final int NARROW_ROW = BLOCK * DataType.BF16.bytes();
  private static final int ALIGNED = 64;

  /** Numbers of 32 bits in a quarter of a vector, and quarters. */
  private static final int QUARTER = 4;

  private static final Register SOURCE = RSI;
  private static final Register INTO = RDX;
  private static final Register COUNT = RCX;
  private static final Register SOURCE_STEP = R8;
  private static final Register STEP = R9;

  private static final VectorRegister FIRST = new VectorRegister(0);
  private static final VectorRegister SECOND = new VectorRegister(1);

  @Override
  public MachineCode code() {
    Assembler to = new Assembler(Vectors.AVX512);
    to.save(RBP);
    to.move(RBP, RSP);
    to.and(RSP, -ALIGNED);
    to.add(RSP, -BLOCK * NARROW_ROW);
    to.loadArguments(SOURCE, INTO, COUNT, SOURCE_STEP, STEP);
    to.repeat(
        COUNT,
        () -> {
          if (transposed) {
            columns(to);
          } else {
            rows(to);
          }
          to.add(SOURCE, SOURCE_STEP);
          to.add(INTO, STEP);
        });
    to.move(RSP, RBP);
    to.restore(RBP);
    to.endVectors();
    to.ret();
    return MachineCode.of("block pairing", to.bytes());
  }

  private static void rows(Assembler to) {
    for (int pair = 0; pair < BLOCK / 2; pair++) {
      round(to, FIRST, 2 * pair);
      round(to, SECOND, 2 * pair + 1);
      to.widen(FIRST, FIRST);
      to.widen(SECOND, SECOND);
      to.shiftLeft(SECOND, SECOND, Short.SIZE);
      to.or(FIRST, FIRST, SECOND);
      to.store(Address.of(INTO, (long) pair * ROW), FIRST);
    }
  }

  /** By way of the stack: pairs of columns lie side by side in a rounded row. */
  private static void columns(Assembler to) {
    for (int row = 0; row < BLOCK; row++) {
      round(to, FIRST, row);
      to.storeHalf(Address.of(RSP, (long) row * NARROW_ROW), FIRST);
    }
    for (int pair = 0; pair < BLOCK / 2; pair += QUARTER) {
      quarter(to, pair);
    }
  }

  /** Four pairs of all rows, which become four rows: each quarter of a vector has four rows. */
  private static void quarter(Assembler to, int pair) {
    VectorRegister[] rows = registers(0);
    for (int row = 0; row < QUARTER; row++) {
      to.loadQuarter(rows[row], rounded(row, pair));
      for (int place = 1; place < QUARTER; place++) {
        to.insertQuarter(rows[row], rows[row], rounded(place * QUARTER + row, pair), place);
      }
    }
    VectorRegister[] twos = registers(QUARTER);
    to.unpackLow(twos[0], rows[0], rows[1]);
    to.unpackHigh(twos[1], rows[0], rows[1]);
    to.unpackLow(twos[2], rows[2], rows[3]);
    to.unpackHigh(twos[3], rows[2], rows[3]);
    to.firstHalves(rows[0], twos[0], twos[2]);
    to.lastHalves(rows[1], twos[0], twos[2]);
    to.firstHalves(rows[2], twos[1], twos[3]);
    to.lastHalves(rows[3], twos[1], twos[3]);
    for (int row = 0; row < QUARTER; row++) {
      to.store(Address.of(INTO, (long) (pair + row) * ROW), rows[row]);
    }
  }

  private static Address rounded(int row, int pair) {
    return Address.of(RSP, (long) row * NARROW_ROW + (long) pair * Integer.BYTES);
  }

  private static VectorRegister[] registers(int first) {
    return IntStream.range(first, first + QUARTER)
        .mapToObj(VectorRegister::new)
        .toArray(VectorRegister[]::new);
  }

  private static void round(Assembler to, VectorRegister into, int row) {
    to.load(into, Address.of(SOURCE, (long) row * ROW));
    to.round(into, into);
  }
}
