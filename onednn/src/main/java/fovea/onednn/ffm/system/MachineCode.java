package fovea.onednn.ffm.system;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * A function in machine code of our own: in memory that can be run and no longer be written to,
 * which is given back some time after nothing refers to it any more.
 */
public final class MachineCode extends NativeObject {
  private static final CFunction MAP = CFunction.ofSystem("mmap");
  private static final CFunction PROTECT = CFunction.ofSystem("mprotect");
  private static final CFunction UNMAP = CFunction.ofSystem("munmap");
  private static final int READ_WRITE = 0x3;
  private static final int READ_EXECUTE = 0x5;
  private static final int PRIVATE_ANONYMOUS = 0x22;
  private static final long FAILED = -1;

  private final CFunction function;

  private MachineCode(String name, long address, long bytes) {
    super(address, UNMAP, bytes);
    this.function = CFunction.at(name, address);
  }

  /**
   * Puts code into memory.
   *
   * @param name for messages
   * @throws IllegalStateException if the system does not let us
   */
  public static MachineCode of(String name, byte[] code) {
    float[] none = new float[CFunction.MAX_FLOATS];
    long[] arguments = CFunction.words(0, code.length, READ_WRITE, PRIVATE_ANONYMOUS, FAILED, 0);
    long address = MAP.callWide(arguments, none);
    if (address == FAILED) {
      throw new IllegalStateException("No memory for the code of " + name + ".");
    }
    MemorySegment.ofAddress(address).reinterpret(code.length).copyFrom(MemorySegment.ofArray(code));
    if ((int) PROTECT.call(address, code.length, READ_EXECUTE) != 0) {
      UNMAP.call(address, code.length);
      throw new IllegalStateException("The system does not let the code of " + name + " run.");
    }
    return new MachineCode(name, address, code.length);
  }

  /** Calls it with the address of its arguments. */
  public void run(MemorySegment arguments) {
    try {
      long _ = function.call(arguments.address());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public String toString() {
    return function.name();
  }
}
