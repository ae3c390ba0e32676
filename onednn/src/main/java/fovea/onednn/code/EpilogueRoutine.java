package fovea.onednn.code;

import static fovea.onednn.code.Register.R8;
import static fovea.onednn.code.Register.RAX;
import static fovea.onednn.code.Register.RCX;
import static fovea.onednn.code.Register.RDX;
import static fovea.onednn.code.Register.RSI;

import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.system.MachineCode;

/**
 * Applies the epilogue to floats that lie one after the other, without a bias.
 *
 * <p>Arguments: where they are, where the residual is, where the results go, and the number of
 * {@link #unrolled} groups of vectors, at least one.
 *
 * @param unrolled vectors in a group
 */
public record EpilogueRoutine(Epilogue epilogue, Vectors vectors, int unrolled) implements Routine {
  private static final Register SOURCE = RSI;
  private static final Register RESIDUAL = RDX;
  private static final Register INTO = RCX;
  private static final Register COUNT = R8;
  private static final int LOW = 13;
  private static final int HIGH = 14;
  private static final int ADDED = 15;

  /** Checks that the registers suffice. */
  public EpilogueRoutine {
    if (epilogue.bias() || unrolled < 1 || unrolled > LOW) {
      throw new IllegalArgumentException(epilogue + " of " + unrolled + " vectors at once.");
    }
  }

  @Override
  public MachineCode code() {
    Assembler to = new Assembler(vectors);
    to.loadArguments(SOURCE, RESIDUAL, INTO, COUNT);
    EpilogueCode code =
        new EpilogueCode(
            epilogue,
            new Elements(to, DataType.F32),
            new VectorRegister(LOW),
            new VectorRegister(HIGH),
            new VectorRegister(ADDED));
    code.limits(RAX);
    to.repeat(
        COUNT,
        () -> {
          for (int i = 0; i < unrolled; i++) {
            to.load(new VectorRegister(i), at(SOURCE, i));
          }
          for (int i = 0; i < unrolled; i++) {
            VectorRegister one = new VectorRegister(i);
            to.store(at(INTO, i), code.epilogue(one, one, at(RESIDUAL, i), at(RESIDUAL, i)));
          }
          to.add(SOURCE, unrolled * vectors.bytes());
          to.add(RESIDUAL, unrolled * vectors.bytes());
          to.add(INTO, unrolled * vectors.bytes());
        });
    to.endVectors();
    to.ret();
    return MachineCode.of("epilogue", to.bytes());
  }

  private Address at(Register base, int vector) {
    return Address.of(base, (long) vector * vectors.bytes());
  }
}
