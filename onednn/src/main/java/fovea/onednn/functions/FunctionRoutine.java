package fovea.onednn.functions;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Register;
import fovea.onednn.code.Routine;
import fovea.onednn.code.VectorOperation;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.system.MachineCode;
import java.util.ArrayList;
import java.util.List;

/**
 * An elementwise function of floats that lie one after the other. Arguments: where each tensor that
 * the function reads is, where the results go, and the number of groups of vectors, at least one.
 *
 * @param unrolled vectors in a group
 * @param streaming whether results go past the caches
 */
record FunctionRoutine(VectorFunction function, Vectors vectors, int unrolled, boolean streaming)
    implements Routine {
  /** Bytes ahead at which data are asked for: some lines, more than are computed meanwhile. */
  private static final int AHEAD = 1024;

  private static final int LINE = 64;
  private static final Register CONSTANTS = Register.RAX;
  private static final Register COUNT = Register.R8;
  private static final Register INTO = Register.RCX;
  private static final List<Register> FROM = List.of(Register.RSI, Register.RDX);

  @Override
  public MachineCode code() {
    return MachineCode.of(function.label(), bytes());
  }

  private byte[] bytes() {
    Assembler to = new Assembler(vectors);
    List<Register> read = FROM.subList(0, function.inputs());
    List<Register> moved = new ArrayList<>(read);
    moved.add(INTO);
    List<Register> arguments = new ArrayList<>(moved);
    arguments.add(COUNT);
    to.loadArguments(arguments.toArray(Register[]::new));
    to.useConstants(CONSTANTS);
    FunctionCode code = new FunctionCode(to, unrolled, function.registers());
    int bytes = unrolled * vectors.bytes();
    to.repeat(
        COUNT,
        () -> {
          for (Register from : read) {
            for (int line = 0; line < bytes; line += LINE) {
              to.prefetchFirst(Address.of(from, AHEAD + line));
            }
          }
          group(code, read);
          moved.forEach(register -> to.add(register, bytes));
        });
    if (streaming) {
      to.endStreams();
    }
    to.endVectors();
    to.ret();
    return to.bytes();
  }

  private void group(FunctionCode code, List<Register> read) {
    for (int i = 0; i < read.size(); i++) {
      for (int vector = 0; vector < unrolled; vector++) {
        code.to().load(code.register(vector, i), at(read.get(i), vector));
      }
    }
    function.write(code);
    for (int vector = 0; vector < unrolled; vector++) {
      Address into = at(INTO, vector);
      if (streaming) {
        code.to().apply(VectorOperation.STREAM, code.register(vector, 0), into);
      } else {
        code.to().store(into, code.register(vector, 0));
      }
    }
  }

  private Address at(Register base, int vector) {
    return Address.of(base, (long) vector * vectors.bytes());
  }
}
