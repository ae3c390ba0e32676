package fovea.onednn.ffm.system;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A C function, found by name at its first call.
 *
 * <p>Each distinct signature costs several milliseconds of start-up time, so all functions share
 * two: four words, and 14 words with three floats. On 64-bit Linux (System V and AAPCS64 alike)
 * integers and pointers of any width travel in word registers or word slots, floats in registers of
 * their own, and the caller clears the stack: it therefore does no harm to pass more than the
 * callee takes, and only the order among words and the order among floats count.
 */
public final class CFunction {
  /** The most words that a call can pass. */
  public static final int MAX_WORDS = 14;

  /** The most floats that a call can pass. */
  public static final int MAX_FLOATS = 3;

  private static final int FEW_WORDS = 4;

  private final Supplier<SymbolLookup> library;
  private final String name;
  private MemorySegment address = MemorySegment.NULL;

  private CFunction(Supplier<SymbolLookup> library, String name) {
    this.library = library;
    this.name = name;
  }

  /** A function of oneDNN or of its OpenMP library. */
  public static CFunction ofOneDnn(String name) {
    return new CFunction(NativeLibrary::symbols, name);
  }

  /** A function of the C library. */
  public static CFunction ofSystem(String name) {
    return new CFunction(() -> Linker.nativeLinker().defaultLookup(), name);
  }

  /** A function at a known address. */
  static CFunction at(String name, long address) {
    CFunction function = new CFunction(() -> Linker.nativeLinker().defaultLookup(), name);
    function.address = MemorySegment.ofAddress(address);
    return function;
  }

  public String name() {
    return name;
  }

  /**
   * Calls with up to four words; the hot path, which allocates nothing. Of narrower results only
   * the low bits count.
   */
  public long call(long a, long b, long c, long d) {
    MemorySegment function = address();
    try {
      return (long) Few.HANDLE.invokeExact(function, a, b, c, d);
    } catch (Throwable e) {
      throw new IllegalStateException(name, e);
    }
  }

  public long call(long a) {
    return call(a, 0, 0, 0);
  }

  public long call(long a, long b) {
    return call(a, b, 0, 0);
  }

  public long call(long a, long b, long c) {
    return call(a, b, c, 0);
  }

  /**
   * Calls with exactly {@link #MAX_WORDS} words and {@link #MAX_FLOATS} floats, the unused ones
   * zero.
   */
  public long callWide(long[] w, float[] f) {
    MemorySegment function = address();
    try {
      return (long)
          Many.HANDLE.invokeExact(
              function, w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], w[10], w[11],
              w[12], w[13], f[0], f[1], f[2]);
    } catch (Throwable e) {
      throw new IllegalStateException(name, e);
    }
  }

  private MemorySegment address() {
    MemorySegment known = address;
    if (known.address() == 0) {
      known = library.get().findOrThrow(name);
      address = known; // found twice by racing threads, it is the same
    }
    return known;
  }

  private static MethodHandle handle(int words, int floats) {
    MemoryLayout[] arguments =
        Stream.concat(
                Stream.generate(() -> JAVA_LONG).limit(words),
                Stream.generate(() -> JAVA_FLOAT).limit(floats))
            .toArray(MemoryLayout[]::new);
    // Not critical: a kernel runs for milliseconds, in which garbage collection must be able to go
    // on.
    return Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(JAVA_LONG, arguments));
  }

  private static final class Few {
    static final MethodHandle HANDLE = handle(FEW_WORDS, 0);
  }

  private static final class Many {
    static final MethodHandle HANDLE = handle(MAX_WORDS, MAX_FLOATS);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Pads words for {@link #callWide}. */
  static long[] words(long... words) {
    return Arrays.copyOf(words, MAX_WORDS);
  }
}
