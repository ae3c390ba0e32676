package fovea.onednn.conv1x1;

import static fovea.onednn.code.Register.R10;
import static fovea.onednn.code.Register.R11;
import static fovea.onednn.code.Register.R12;
import static fovea.onednn.code.Register.R8;
import static fovea.onednn.code.Register.R9;
import static fovea.onednn.code.Register.RAX;
import static fovea.onednn.code.Register.RBP;
import static fovea.onednn.code.Register.RBX;
import static fovea.onednn.code.Register.RCX;
import static fovea.onednn.code.Register.RDI;
import static fovea.onednn.code.Register.RDX;
import static fovea.onednn.code.Register.RSI;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Elements;
import fovea.onednn.code.Epilogue;
import fovea.onednn.code.EpilogueCode;
import fovea.onednn.code.Placement;
import fovea.onednn.code.Register;
import fovea.onednn.code.Routine;
import fovea.onednn.code.VectorRegister;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.system.MachineCode;

/**
 * Multiplies groups of pixels by a weight: for one or two blocks of the result's channels after the
 * other, with sums in registers. Meanwhile the next group is fetched, so that it is in the cache
 * when its turn comes: a line of its input and one of its result with every few products.
 *
 * <p>Arguments: the pixels, the weight, the bias, the residual, the result, how many groups.
 *
 * @param inputs channels of the input
 * @param outputs channels of the result
 * @param pixels of a group; after a smaller one than {@link #GROUP} none comes
 * @param epilogue what is done with results
 */
record Conv1x1Products(int inputs, int outputs, int pixels, Epilogue epilogue) implements Routine {
  /** Pixels whose sums for two blocks of channels fill the registers. */
  static final int GROUP = 14;

  /** Blocks of the result's channels that are made at a time. */
  private static final int COLUMNS = 2;

  /** Bytes of a block of channels: a vector, and a line of the cache. */
  private static final int LINE = Placement.BLOCK * Float.BYTES;

  private static final Register PIXELS = RSI;
  private static final Register WEIGHT = RDX;
  private static final Register BIAS = R8;
  private static final Register RESIDUAL = R9;
  private static final Register RESULT = RCX;
  private static final Register GROUPS = R10;

  private static final Register INPUT = R11;
  private static final Register NEXT_PIXELS = R12;
  private static final Register NEXT_RESULT = RBX;
  private static final Register COLUMN_COUNT = RBP;
  private static final Register BLOCK_COUNT = RAX;
  private static final Register[] KEPT = {NEXT_RESULT, COLUMN_COUNT, NEXT_PIXELS};

  /** Two registers for the weight, while there are products, and for limits at their end. */
  private static final VectorRegister FIRST = new VectorRegister(0);

  private static final VectorRegister SECOND = new VectorRegister(1);

  /** A channel of a pixel, and zeros or a residual before and after products. */
  private static final VectorRegister CHANNEL = new VectorRegister(2);

  private static final int FIRST_SUM = 4;

  @Override
  public MachineCode code() {
    Assembler to = new Assembler(Vectors.AVX512);
    to.save(KEPT);
    to.loadArguments(PIXELS, WEIGHT, BIAS, RESIDUAL, RESULT, GROUPS);
    to.repeat(GROUPS, () -> group(to));
    to.restore(KEPT);
    to.endVectors();
    to.ret();
    return MachineCode.of("pixel products", to.bytes());
  }

  private void group(Assembler to) {
    to.move(NEXT_PIXELS, PIXELS);
    to.add(NEXT_PIXELS, pixels * pixelBytes());
    to.move(NEXT_RESULT, epilogue.residual() ? RESIDUAL : RESULT);
    to.add(NEXT_RESULT, pixels * resultBytes());
    int blocks = outputs / Placement.BLOCK;
    if (blocks >= COLUMNS) {
      to.loop(COLUMN_COUNT, blocks / COLUMNS, () -> columns(to, COLUMNS));
    }
    if (blocks % COLUMNS > 0) {
      columns(to, 1);
    }
    to.load(WEIGHT, Address.of(RDI, Long.BYTES));
    to.load(BIAS, Address.of(RDI, 2 * Long.BYTES));
    to.add(PIXELS, pixels * pixelBytes());
    // The channels of one pixel have been passed already.
    to.add(RESIDUAL, (pixels - 1) * resultBytes());
    to.add(RESULT, (pixels - 1) * resultBytes());
  }

  /** Makes one or two blocks of the result's channels. */
  private void columns(Assembler to, int columns) {
    begin(to, columns);
    to.move(INPUT, PIXELS);
    to.loop(BLOCK_COUNT, inputs / Placement.BLOCK, () -> block(to, columns));
    end(to, columns);
    to.add(WEIGHT, (columns - 1) * columnBytes());
    to.add(BIAS, columns * LINE);
    to.add(RESIDUAL, columns * LINE);
    to.add(RESULT, columns * LINE);
  }

  private void begin(Assembler to, int columns) {
    to.fill(CHANNEL, 0, RAX);
    for (int pixel = 0; pixel < pixels; pixel++) {
      for (int column = 0; column < columns; column++) {
        if (epilogue.bias()) {
          to.load(sum(pixel, column), Address.of(BIAS, (long) column * LINE));
        } else {
          to.move(sum(pixel, column), CHANNEL);
        }
      }
    }
  }

  /** Adds the products with a block of the input's channels. */
  private void block(Assembler to, int columns) {
    if (pixels == GROUP) {
      fetch(to, NEXT_PIXELS, pixelBytes());
      fetch(to, NEXT_RESULT, resultBytes());
    }
    for (int channel = 0; channel < Placement.BLOCK; channel++) {
      for (int column = 0; column < columns; column++) {
        long place = (long) column * columnBytes() + (long) channel * LINE;
        to.load(weight(column), Address.of(WEIGHT, place));
      }
      for (int pixel = 0; pixel < pixels; pixel++) {
        long place = (long) pixel * pixelBytes() + (long) channel * Float.BYTES;
        to.broadcast(CHANNEL, Address.of(INPUT, place));
        for (int column = 0; column < columns; column++) {
          to.multiplyAdd(sum(pixel, column), CHANNEL, weight(column));
        }
      }
    }
    to.add(INPUT, LINE);
    to.add(WEIGHT, Placement.BLOCK * LINE);
  }

  /** Fetches so many lines of the next group with each block that all are there at its begin. */
  private void fetch(Assembler to, Register next, int bytes) {
    int blocks = Math.ceilDiv(outputs / Placement.BLOCK, COLUMNS) * inputs / Placement.BLOCK;
    int lines = Math.ceilDiv(Math.ceilDiv(pixels * bytes, LINE), blocks);
    for (int line = 0; line < lines; line++) {
      to.prefetch(Address.of(next, (long) line * LINE));
    }
    to.add(next, lines * LINE);
  }

  private void end(Assembler to, int columns) {
    Elements elements = new Elements(to, DataType.F32);
    // Sums have begun with the bias.
    Epilogue rest = new Epilogue(false, epilogue.residual(), epilogue.limits());
    EpilogueCode code = new EpilogueCode(rest, elements, FIRST, SECOND, CHANNEL);
    code.limits(RAX);
    for (int pixel = 0; pixel < pixels; pixel++) {
      for (int column = 0; column < columns; column++) {
        VectorRegister sum = sum(pixel, column);
        long place = (long) pixel * resultBytes() + (long) column * LINE;
        Address bias = Address.of(BIAS, (long) column * LINE);
        Address residual = Address.of(RESIDUAL, place);
        VectorRegister finished = code.epilogue(sum, sum, bias, residual);
        elements.store(Address.of(RESULT, place), finished, CHANNEL);
      }
    }
  }

  private int pixelBytes() {
    return inputs * Float.BYTES;
  }

  private int resultBytes() {
    return outputs * Float.BYTES;
  }

  /** Bytes of the weight for a block of the result's channels. */
  private int columnBytes() {
    return inputs * LINE;
  }

  private static VectorRegister weight(int column) {
    return column == 0 ? FIRST : SECOND;
  }

  private static VectorRegister sum(int pixel, int column) {
    return new VectorRegister(FIRST_SUM + pixel * COLUMNS + column);
  }
}
