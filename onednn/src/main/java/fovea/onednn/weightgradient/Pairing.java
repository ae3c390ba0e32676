package fovea.onednn.weightgradient;

import static fovea.onednn.code.Register.R10;
import static fovea.onednn.code.Register.R8;
import static fovea.onednn.code.Register.R9;
import static fovea.onednn.code.Register.RAX;
import static fovea.onednn.code.Register.RCX;
import static fovea.onednn.code.Register.RDX;
import static fovea.onednn.code.Register.RSI;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Register;
import fovea.onednn.code.Routine;
import fovea.onednn.code.VectorRegister;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.system.MachineCode;

/**
 * Brings the pixels of a block of 16 channels together, wherever they lie: two pixels become a
 * vector of 16 pairs, one for each channel.
 *
 * <p>Arguments: where the block begins, where the {@linkplain Pixels#places places} are, where
 * pairs go, how many, where zeros are.
 */
record Pairing() implements Routine {
  private static final Register SOURCE = RSI;
  private static final Register PLACES = RDX;
  private static final Register INTO = R8;
  private static final Register COUNT = RCX;
  private static final Register ZEROS = R9;

  @Override
  public MachineCode code() {
    Assembler to = new Assembler(Vectors.AVX512);
    to.loadArguments(SOURCE, PLACES, INTO, COUNT, ZEROS);
    var first = new VectorRegister(0);
    var second = new VectorRegister(1);
    to.repeat(
        COUNT,
        () -> {
          pixel(to, RAX, 0, first);
          pixel(to, R10, Long.BYTES, second);
          to.shiftLeft(second, second, Short.SIZE);
          to.or(first, first, second);
          to.store(Address.of(INTO, 0), first);
          to.add(PLACES, 2 * Long.BYTES);
          to.add(INTO, Vectors.AVX512.bytes());
        });
    to.endVectors();
    to.ret();
    return MachineCode.of("pairing", to.bytes());
  }

  private static void pixel(Assembler to, Register address, int place, VectorRegister into) {
    to.load(address, Address.of(PLACES, place));
    to.add(address, SOURCE);
    to.moveIfNegative(address, ZEROS); // what is OUTSIDE is far below any address
    to.widen(into, Address.of(address, 0));
  }
}
