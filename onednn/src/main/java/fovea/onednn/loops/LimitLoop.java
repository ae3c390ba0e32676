package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import fovea.graph.type.DType;
import fovea.onednn.ffm.system.OpenMp;
import java.lang.foreign.MemorySegment;

/**
 * Limits the results of a ReLU in place and takes out of its mask what is limited, so that it has
 * no gradient there. Few elements reach the limit as a rule: all are looked at, 1,024 at a time,
 * and only where one does is anything written.
 *
 * <p>Numbers that are not negative are ordered like their bits, which makes this a matter of whole
 * numbers.
 */
public abstract sealed class LimitLoop implements Runnable, OpenMp.Body {
  private static final int CHUNK = 1024;
  private static final long WORTH_A_TEAM = 32 * CHUNK;
  private static final int INFINITE = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
  private static final ThreadLocal<int[]> WORDS = ThreadLocal.withInitial(() -> new int[CHUNK]);

  /** Bits of the limit, as those of a float. */
  final int limit;

  private final MemorySegment values;
  private final MemorySegment mask;
  private final int bitsOfMask;
  private final int elementsOfWord;

  private LimitLoop(double limit, int elementsOfWord, MemorySegment values, MemorySegment mask) {
    long elements = values.byteSize() * elementsOfWord / Integer.BYTES;
    this.limit = Float.floatToRawIntBits((float) limit);
    this.elementsOfWord = elementsOfWord;
    this.values = values;
    this.mask = mask;
    // oneDNN's generated code keeps a bit for each element, its plain loops a byte.
    this.bitsOfMask = mask.byteSize() >= elements ? Byte.SIZE : 1;
  }

  /**
   * The loop for elements of a type.
   *
   * @param limit positive
   * @param values f32 or bf16, none of them negative, in any layout
   * @param mask of oneDNN, in the order of {@code values}
   */
  public static LimitLoop of(DType dtype, double limit, MemorySegment values, MemorySegment mask) {
    return dtype == DType.BF16 ? new Bf16(limit, values, mask) : new F32(limit, values, mask);
  }

  /** Whether one of the first words reaches the limit. */
  abstract boolean reached(int[] words, int length);

  /** Limits the elements of a word of which {@code first} is the first, and says how it is then. */
  abstract int limited(int word, long first);

  @Override
  public final void run() {
    if (values.byteSize() < WORTH_A_TEAM * Integer.BYTES) {
      run(0, 1);
    } else {
      OpenMp.parallel(this);
    }
  }

  @Override
  public final void run(int thread, int threads) {
    long count = values.byteSize() / Integer.BYTES;
    if (thread == 0 && values.byteSize() % Integer.BYTES != 0) {
      last(count * Integer.BYTES);
    }
    long chunks = (count + CHUNK - 1) / CHUNK;
    long end = Math.min(count, chunks * (thread + 1) / threads * CHUNK);
    int[] words = WORDS.get();
    for (long from = chunks * thread / threads * CHUNK; from < end; from += CHUNK) {
      int length = (int) Math.min(CHUNK, end - from);
      MemorySegment.copy(values, JAVA_INT, from * Integer.BYTES, words, 0, length);
      if (reached(words, length)) {
        for (int i = 0; i < length; i++) {
          words[i] = limited(words[i], (from + i) * elementsOfWord);
        }
        MemorySegment.copy(words, 0, values, JAVA_INT, from * Integer.BYTES, length);
      }
    }
  }

  /** The last of an odd number of elements of two bytes. */
  private void last(long at) {
    int word = Short.toUnsignedInt(values.get(JAVA_SHORT, at));
    values.set(JAVA_SHORT, at, (short) limited(word, at / Short.BYTES));
  }

  /** Whether an element is at the limit or above it; what is no number stays so. */
  final boolean over(int bits) {
    return bits >= limit && bits <= INFINITE;
  }

  /** Takes an element out of the mask. */
  final void stop(long element) {
    long bit = element * bitsOfMask;
    long at = bit / Byte.SIZE;
    int kept = bitsOfMask == 1 ? mask.get(JAVA_BYTE, at) & ~(1 << (bit % Byte.SIZE)) : 0;
    mask.set(JAVA_BYTE, at, (byte) kept);
  }

  /** An element in each word. */
  private static final class F32 extends LimitLoop {
    F32(double limit, MemorySegment values, MemorySegment mask) {
      super(limit, 1, values, mask);
    }

    @Override
    boolean reached(int[] words, int length) {
      int signs = 0;
      for (int i = 0; i < length; i++) {
        signs |= limit - 1 - words[i];
      }
      return signs < 0;
    }

    @Override
    int limited(int word, long first) {
      if (!over(word)) {
        return word;
      }
      stop(first);
      return limit;
    }
  }

  /**
   * Two elements in each word, the first in the lower half; each half is the upper one of an f32.
   */
  private static final class Bf16 extends LimitLoop {
    private static final int UPPER = 0xffff0000;

    Bf16(double limit, MemorySegment values, MemorySegment mask) {
      super(limit, 2, values, mask);
    }

    @Override
    boolean reached(int[] words, int length) {
      int signs = 0;
      for (int i = 0; i < length; i++) {
        signs |= (limit - 1 - (words[i] << Short.SIZE)) | (limit - 1 - (words[i] & UPPER));
      }
      return signs < 0;
    }

    @Override
    int limited(int word, long first) {
      int lower = half(word << Short.SIZE, first);
      int upper = half(word & UPPER, first + 1);
      return lower >>> Short.SIZE | upper;
    }

    private int half(int bits, long element) {
      if (!over(bits)) {
        return bits;
      }
      stop(element);
      return limit & UPPER;
    }
  }
}
