package fovea.onednn.ffm.system;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Many calls of machine code, one after the other, as a single one: for parts so small that the way
 * from Java to each of them would be felt.
 */
public final class MachineCalls implements Runnable {
  /** Bytes of a call in memory: the address of the code, then its arguments. */
  public static final int SIZE = 64;

  /** Arguments of a call at most. */
  public static final int MOST_ARGUMENTS = SIZE / Long.BYTES - 1;

  private static final int WORDS = SIZE / Long.BYTES;

  private final MachineCode each;
  private final List<MachineCode> codes;
  private final MemorySegment calls;
  private final MemorySegment arguments;
  private final List<MemorySegment> kept;

  /** Calls in the order in which they are made. */
  public static final class Program {
    private final Set<MachineCode> codes = new LinkedHashSet<>();
    private long[] words = new long[WORDS];
    private int count;

    /** Adds a call. */
    public void add(MachineCode code, long... arguments) {
      if (arguments.length > MOST_ARGUMENTS) {
        throw new IllegalArgumentException(code + " with " + arguments.length + " arguments.");
      }
      int start = count * WORDS;
      if (start == words.length) {
        words = Arrays.copyOf(words, 2 * start);
      }
      words[start] = code.address();
      System.arraycopy(arguments, 0, words, start + 1, arguments.length);
      codes.add(code);
      count++;
    }

    /** Whether there is none. */
    public boolean empty() {
      return count == 0;
    }
  }

  /**
   * Writes the calls down.
   *
   * @param each code that runs them: its arguments are where the first one is, and how many
   * @param program at least one call
   * @param kept memory that arguments point to and that nothing else keeps
   */
  public MachineCalls(MachineCode each, Program program, List<MemorySegment> kept) {
    this.each = each;
    this.kept = List.copyOf(kept);
    this.codes = List.copyOf(program.codes);
    Arena arena = Arena.ofAuto();
    this.calls = arena.allocate((long) SIZE * program.count, SIZE);
    this.arguments = arena.allocate(JAVA_LONG, 2);
    MemorySegment.copy(program.words, 0, calls, JAVA_LONG, 0, WORDS * program.count);
    arguments.setAtIndex(JAVA_LONG, 0, calls.address());
    arguments.setAtIndex(JAVA_LONG, 1, program.count);
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
