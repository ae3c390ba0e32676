package fovea.onednn.moments;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Register;
import fovea.onednn.code.Routine;
import fovea.onednn.code.VectorRegister;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.system.MachineCode;

/**
 * Machine code that sums up distances from a number, and their squares, over pixels: for as many
 * channels as a vector has places. Arguments: the first pixel, how many rounds of pixels, bytes
 * from pixel to pixel, the numbers that distances are from, where the sums go and behind them those
 * of squares.
 *
 * @param pixels of a round, each with sums of its own while the code runs
 */
record MomentSums(Vectors vectors, int pixels) implements Routine {
  /** Pixels that are summed up side by side, so that no addition waits for the one before. */
  static final int TOGETHER = 4;

  private static final VectorRegister CENTER = new VectorRegister(2 * TOGETHER);

  @Override
  public MachineCode code() {
    Assembler to = new Assembler(vectors);
    to.loadArguments(Register.RSI, Register.RCX, Register.RDX, Register.R8, Register.R9);
    to.load(CENTER, Address.of(Register.R8, 0));
    for (int i = 0; i < pixels; i++) {
      to.fill(sum(i), 0, Register.RAX);
      to.fill(squares(i), 0, Register.RAX);
    }
    to.repeat(
        Register.RCX,
        () -> {
          for (int i = 0; i < pixels; i++) {
            to.load(element(i), Address.of(Register.RSI, 0));
            to.add(Register.RSI, Register.RDX);
            to.subtract(element(i), element(i), CENTER);
            to.add(sum(i), sum(i), element(i));
            to.multiplyAdd(squares(i), element(i), element(i));
          }
        });
    for (int half = pixels / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        to.add(sum(i), sum(i), sum(i + half));
        to.add(squares(i), squares(i), squares(i + half));
      }
    }
    to.store(Address.of(Register.R9, 0), sum(0));
    to.store(Address.of(Register.R9, vectors.bytes()), squares(0));
    to.endVectors();
    to.ret();
    return MachineCode.of("moment sums", to.bytes());
  }

  private static VectorRegister sum(int pixel) {
    return new VectorRegister(pixel);
  }

  private static VectorRegister squares(int pixel) {
    return new VectorRegister(TOGETHER + pixel);
  }

  private static VectorRegister element(int pixel) {
    return new VectorRegister(2 * TOGETHER + 1 + pixel);
  }
}
