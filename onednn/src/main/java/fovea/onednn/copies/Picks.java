package fovea.onednn.copies;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Register;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** Single elements of 32 bits, of the same places in many rows. */
public final class Picks {
  /** Elements of a round. */
  private static final int UNROLLED = 8;

  /** Elements of a row below which a call costs more than it brings. */
  private static final long LEAST = 16;

  /** Rows below which it does not pay to write down where elements are. */
  private static final long FEWEST_ROWS = 4;

  private static final int ARGUMENTS = 5;
  private static final ThreadLocal<MemorySegment> MEMORY =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(JAVA_LONG, ARGUMENTS));

  private final MachineCode code;
  private final MemorySegment offsets;

  private static final class Here {
    static final Optional<MachineCode> CODE =
        Vectors.here().map(vectors -> MachineCode.of("picks", bytes(vectors)));
  }

  private Picks(MachineCode code, long count) {
    this.code = code;
    this.offsets = Arena.ofAuto().allocate(JAVA_LONG, count);
  }

  /** Picks of {@code count} elements from each of some rows, if machine code pays. */
  public static Optional<Picks> of(long rows, long count) {
    return rows < FEWEST_ROWS || count < LEAST
        ? Optional.empty()
        : Here.CODE.map(code -> new Picks(code, count));
  }

  /** Sets which element the pick of a number is. */
  public void set(long pick, long element) {
    offsets.setAtIndex(JAVA_LONG, pick, element * Integer.BYTES);
  }

  /**
   * Copies what some picks, from {@code first} on, have in a row.
   *
   * @param row address of the row
   * @param to address of the first one's copy
   */
  public void copy(long row, long first, long count, long to) {
    MemorySegment arguments = MEMORY.get();
    arguments.setAtIndex(JAVA_LONG, 0, row);
    arguments.setAtIndex(JAVA_LONG, 1, offsets.address() + first * Long.BYTES);
    arguments.setAtIndex(JAVA_LONG, 2, to);
    arguments.setAtIndex(JAVA_LONG, 3, count / UNROLLED);
    arguments.setAtIndex(JAVA_LONG, 4, count % UNROLLED);
    code.run(arguments);
  }

  private static byte[] bytes(Vectors vectors) {
    Assembler to = new Assembler(vectors);
    to.loadArguments(Register.RSI, Register.RDX, Register.RCX, Register.R8, Register.R9);
    to.repeatIfAny(Register.R8, () -> picks(to, UNROLLED));
    to.repeatIfAny(Register.R9, () -> picks(to, 1));
    to.ret();
    return to.bytes();
  }

  private static void picks(Assembler to, int count) {
    for (int i = 0; i < count; i++) {
      to.load(Register.RAX, Address.of(Register.RDX, (long) i * Long.BYTES));
      to.loadInt(Register.RAX, Address.of(Register.RSI, Register.RAX, 0));
      to.storeInt(Address.of(Register.RCX, (long) i * Integer.BYTES), Register.RAX);
    }
    to.add(Register.RDX, count * Long.BYTES);
    to.add(Register.RCX, count * Integer.BYTES);
  }
}
