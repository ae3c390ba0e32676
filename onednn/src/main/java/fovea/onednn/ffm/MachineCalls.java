package fovea.onednn.ffm;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;

/**
 * Many calls of machine code, one after the other, as a single one: for parts so small that the way
 * from Java to each of them would be felt.
 */
public final class MachineCalls implements Runnable {
  /** Bytes of a call in memory: the address of the code, then its arguments. */
  public static final int SIZE = 64;

  /** Arguments of a call at most. */
  public static final int MOST_ARGUMENTS = SIZE / Long.BYTES - 1;

  private final MachineCode each;
  private final List<MachineCode> codes;
  private final MemorySegment calls;
  private final MemorySegment arguments;
  private final List<MemorySegment> kept;

  /** One call. */
  public record Call(MachineCode code, List<Long> arguments) {
    /** With arguments in their order. */
    public static Call of(MachineCode code, Long... arguments) {
      return new Call(code, List.of(arguments));
    }

    /** Checks their number. */
    public Call {
      if (arguments.size() > MOST_ARGUMENTS) {
        throw new IllegalArgumentException(code + " with " + arguments.size() + " arguments.");
      }
    }
  }

  /**
   * Writes the calls down.
   *
   * @param each code that runs them: its arguments are where the first one is, and how many
   * @param calls at least one
   * @param kept memory that arguments point to and that nothing else keeps
   */
  public MachineCalls(MachineCode each, List<Call> calls, List<MemorySegment> kept) {
    this.each = each;
    this.kept = List.copyOf(kept);
    this.codes = calls.stream().map(Call::code).distinct().toList();
    Arena arena = Arena.ofAuto();
    this.calls = arena.allocate((long) SIZE * calls.size(), SIZE);
    this.arguments = arena.allocate(JAVA_LONG, 2);
    arguments.setAtIndex(JAVA_LONG, 0, this.calls.address());
    arguments.setAtIndex(JAVA_LONG, 1, calls.size());
    long at = 0;
    for (Call call : calls) {
      this.calls.set(JAVA_LONG, at, call.code().address());
      for (int i = 0; i < call.arguments().size(); i++) {
        this.calls.set(JAVA_LONG, at + (i + 1L) * Long.BYTES, call.arguments().get(i));
      }
      at += SIZE;
    }
  }

  @Override
  public void run() {
    try {
      each.run(arguments);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public String toString() {
    return codes + ", " + calls.byteSize() / SIZE + " calls, " + kept.size() + " tables";
  }
}
