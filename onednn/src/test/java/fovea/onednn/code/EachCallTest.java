package fovea.onednn.code;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.system.MachineCalls;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EachCallTest {
  private static final VectorRegister NUMBER = new VectorRegister(0);

  @BeforeAll
  static void needsTheProcessor() {
    Natives.assumeAvailable();
    assumeTrue(Vectors.here().isPresent(), "no x86-64 with AVX2: nothing to run");
  }

  /** Adds what its first argument points to, to what its second one does, and writes it there. */
  private static MachineCode sum() {
    Assembler to = new Assembler(Vectors.AVX2);
    to.load(Register.RAX, Address.of(Register.RDI, 0));
    to.load(Register.RCX, Address.of(Register.RDI, Long.BYTES));
    to.load(NUMBER, Address.of(Register.RAX, 0));
    to.add(NUMBER, NUMBER, Address.of(Register.RCX, 0));
    to.store(Address.of(Register.RCX, 0), NUMBER);
    to.endVectors();
    to.ret();
    return MachineCode.of("sum", to.bytes());
  }

  @Test
  void runsThemInTheirOrder() {
    int size = Vectors.AVX2.bytes();
    MemorySegment memory = Arena.ofAuto().allocate(40L * size, size);
    memory.set(JAVA_FLOAT, 0, 1);
    memory.set(JAVA_FLOAT, size, 1);
    MachineCode sum = sum();
    MachineCalls.Program calls = new MachineCalls.Program();
    for (long i = 2; i < 40; i++) {
      calls.add(sum, memory.address() + (i - 2) * size, memory.address() + i * size);
      calls.add(sum, memory.address() + (i - 1) * size, memory.address() + i * size);
    }
    new MachineCalls(new EachCall().code(), calls, List.of(memory)).run();
    float before = 1;
    float fibonacci = 1;
    for (long i = 2; i < 36; i++) {
      float next = before + fibonacci;
      before = fibonacci;
      fibonacci = next;
      assertEquals(fibonacci, memory.get(JAVA_FLOAT, i * size), "number " + i);
    }
  }

  @Test
  void moreArgumentsThanFitAreRefused() {
    MachineCode code = sum();
    assertThrows(
        IllegalArgumentException.class,
        () -> new MachineCalls.Program().add(code, 1, 2, 3, 4, 5, 6, 7, 8));
  }
}
