package fovea.data.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bits of a scan; before a marker zeros follow, and a note is taken. */
final class BitReader {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] data;
  private int position;

  /** The next bits, from the highest on; more than {@link #bits} may be there. */
  private long buffer;

  /** How many bits of the buffer count. */
  private int bits;

  /** How many of those that were put into the buffer are not in the file. */
  private int invented;

  /** Whether the file ended without a marker. */
  private boolean ended;

  private boolean damaged;
  private boolean resynchronized;

  BitReader(byte[] data, int position) {
    this.data = data;
    this.position = position;
  }

  /** Where the search for the next marker begins. */
  int position() {
    return position;
  }

  long buffer() {
    return buffer;
  }

  int bits() {
    return bits;
  }

  /** Puts back what is left of {@link #buffer()} and {@link #bits()}. */
  void leave(long buffer, int bits) {
    this.buffer = buffer;
    this.bits = bits;
  }

  /** Makes at least 32 bits count. */
  void refill() {
    if (position + Long.BYTES <= data.length) {
      long next = (long) LONG.get(data, position);
      // No byte is 0xFF, which would have to be looked at.
      if (((~next - 0x0101010101010101L) & next & 0x8080808080808080L) == 0) {
        buffer |= next >>> bits;
        position += (63 - bits) >> 3;
        bits |= 56;
        return;
      }
    }
    while (bits <= 56) {
      buffer |= (long) nextByte() << (56 - bits);
      bits += 8;
    }
  }

  private int nextByte() {
    if (position >= data.length) {
      ended = true;
      invented += 8;
      return 0;
    }
    int value = data[position] & 0xFF;
    if (value != 0xFF) {
      position++;
      return value;
    }
    int after = position + 1;
    while (after < data.length && data[after] == (byte) 0xFF) {
      after++;
    }
    if (after < data.length && data[after] == 0) {
      position = after + 1;
      return 0xFF;
    }
    ended = after >= data.length;
    invented += 8;
    return 0;
  }

  /** The next symbol of a code. */
  int symbol(HuffmanTable table) {
    if (bits < 32) {
      refill();
    }
    int found = table.code((int) (buffer >>> 48));
    skip(found >> 8);
    return found & 0xFF;
  }

  /** A number of 0 to 16 bits. */
  int number(int size) {
    if (size == 0) {
      return 0;
    }
    if (bits < 32) {
      refill();
    }
    int value = (int) (buffer >>> (64 - size));
    skip(size);
    return value;
  }

  /** A coefficient of 1 to 16 bits. */
  int coefficient(int size) {
    return size == 0 ? 0 : HuffmanTable.extend(number(size), size);
  }

  private void skip(int count) {
    buffer <<= count;
    bits -= count;
  }

  /**
   * Whether bits were used that are not there, since a marker came too early: what follows up to
   * the next restart is gray.
   *
   * @throws JpegException if not even a marker came
   */
  boolean isExhausted() {
    if (invented <= bits) {
      return false;
    }
    if (ended) {
      throw new JpegException("its data is cut short");
    }
    damaged = true;
    return true;
  }

  /** Whether data was missing before a marker. */
  boolean isDamaged() {
    return damaged;
  }

  /** Whether another restart marker was met than the one that was due. */
  boolean isResynchronized() {
    return resynchronized;
  }

  /**
   * Goes behind the restart marker of that number, from 0 to 7. Where another one is met, it
   * depends on how near its number is, as libjpeg guesses: one that is soon due, or another kind of
   * marker, ends a part that is missing; one that was due before is passed; any other is taken for
   * this one.
   */
  void restart(int number) {
    boolean exhausted = invented > bits;
    buffer = 0;
    bits = 0;
    invented = 0;
    while (true) {
      position = Markers.next(data, position);
      if (position >= data.length) {
        throw new JpegException("its data is cut short");
      }
      int marker = data[position] & 0xFF;
      int ahead = (marker - Markers.RESTART - number) & 7;
      if (Markers.isRestart(marker) && ahead == 0) {
        position++;
        return;
      }
      resynchronized = true;
      boolean early = Markers.isRestart(marker) ? ahead <= 2 : marker >= Markers.SEQUENTIAL;
      if (early) {
        // Back before the marker: there is nothing to read. As in libjpeg, one unit is made of
        // zeros
        // before that is noticed, unless it has been before.
        position--;
        invented = exhausted ? 1 : 0;
        return;
      }
      position++;
      if (Markers.isRestart(marker) && ahead < 6) {
        return;
      }
    }
  }
}
