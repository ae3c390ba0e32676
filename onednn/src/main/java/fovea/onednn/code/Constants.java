package fovea.onednn.code;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Numbers that machine code reads, each repeated to a vector, behind its last instruction. */
final class Constants {
  /** Bytes that they are aligned to: a line of the cache. */
  private static final int LINE = 64;

  private final Vectors vectors;
  private final List<Integer> words = new ArrayList<>();
  private Register base = Register.RAX;

  Constants(Vectors vectors) {
    this.vectors = vectors;
  }

  /** Sets the register that will point to them. */
  void base(Register register) {
    base = register;
  }

  /** Where the vector of a number lies. */
  Address at(int word) {
    if (!words.contains(word)) {
      words.add(word);
    }
    return Address.of(base, (long) words.indexOf(word) * vectors.bytes());
  }

  /**
   * Writes them behind code.
   *
   * @param distance where the code has the distance to them, from the end of that number
   */
  byte[] behind(byte[] code, int distance) {
    int start = Math.ceilDiv(code.length, LINE) * LINE;
    ByteBuffer all =
        ByteBuffer.allocate(start + words.size() * vectors.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    all.put(code).putInt(distance, start - (distance + Integer.BYTES)).position(start);
    for (int word : words) {
      for (int i = 0; i < vectors.lanes(); i++) {
        all.putInt(word);
      }
    }
    return all.array();
  }
}
