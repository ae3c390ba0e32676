package fovea.onednn.code;

import static fovea.onednn.code.Register.RBP;
import static fovea.onednn.code.Register.RBX;
import static fovea.onednn.code.Register.RDI;

import fovea.onednn.ffm.system.MachineCalls;
import fovea.onednn.ffm.system.MachineCode;

/** Runs {@link MachineCalls}. */
public record EachCall() implements Routine {
  @Override
  public MachineCode code() {
    // No vectors here, and the calls end their use of them.
    Assembler to = new Assembler(Vectors.AVX2);
    to.save(RBX, RBP);
    to.load(RBX, Address.of(RDI, 0));
    to.load(RBP, Address.of(RDI, Long.BYTES));
    to.repeat(
        RBP,
        () -> {
          to.move(RDI, RBX);
          to.add(RDI, Long.BYTES);
          to.call(Address.of(RBX, 0));
          to.add(RBX, MachineCalls.SIZE);
        });
    to.restore(RBX, RBP);
    to.ret();
    return MachineCode.of("each call", to.bytes());
  }
}
