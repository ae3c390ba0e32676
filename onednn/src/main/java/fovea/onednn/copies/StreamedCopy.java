package fovea.onednn.copies;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.CacheSize;
import fovea.onednn.code.Register;
import fovea.onednn.code.VectorOperation;
import fovea.onednn.code.VectorRegister;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** Copies past the caches, for results that these cannot hold anyway. */
public final class StreamedCopy {
  /** Vectors of a round. */
  private static final int UNROLLED = 4;

  /** Bytes below which a call costs more than it brings. */
  private static final long LEAST = 1024;

  private static final int AHEAD = 1024;
  private static final int LINE = 64;
  private static final int ARGUMENTS = 3;
  private static final ThreadLocal<MemorySegment> MEMORY =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(JAVA_LONG, ARGUMENTS));

  private final MachineCode code;
  private final long round;

  private StreamedCopy(Vectors vectors) {
    this.round = (long) UNROLLED * vectors.bytes();
    this.code = MachineCode.of("streamed copy", bytes(vectors));
  }

  private static final class Here {
    static final Optional<StreamedCopy> COPY = Vectors.here().map(StreamedCopy::new);
  }

  /**
   * What copies entries of some bytes each into {@code to}, if that pays.
   *
   * @param all bytes that are read and written
   */
  public static Optional<StreamedCopy> of(MemorySegment to, long entry, long all) {
    return all <= CacheSize.bytes() || entry < LEAST
        ? Optional.empty()
        : Here.COPY.filter(copy -> entry % copy.round == 0 && to.address() % copy.round == 0);
  }

  /** Copies an entry. */
  public void copy(long from, long to, long bytes) {
    MemorySegment arguments = MEMORY.get();
    arguments.setAtIndex(JAVA_LONG, 0, from);
    arguments.setAtIndex(JAVA_LONG, 1, to);
    arguments.setAtIndex(JAVA_LONG, 2, bytes / round);
    code.run(arguments);
  }

  private static byte[] bytes(Vectors vectors) {
    Assembler to = new Assembler(vectors);
    int bytes = UNROLLED * vectors.bytes();
    to.loadArguments(Register.RSI, Register.RCX, Register.R8);
    to.repeat(
        Register.R8,
        () -> {
          for (int line = 0; line < bytes; line += LINE) {
            to.prefetchFirst(Address.of(Register.RSI, AHEAD + line));
          }
          for (int i = 0; i < UNROLLED; i++) {
            to.load(new VectorRegister(i), Address.of(Register.RSI, (long) i * vectors.bytes()));
          }
          for (int i = 0; i < UNROLLED; i++) {
            to.apply(
                VectorOperation.STREAM,
                new VectorRegister(i),
                Address.of(Register.RCX, (long) i * vectors.bytes()));
          }
          to.add(Register.RSI, bytes);
          to.add(Register.RCX, bytes);
        });
    to.endStreams();
    to.endVectors();
    to.ret();
    return to.bytes();
  }
}
